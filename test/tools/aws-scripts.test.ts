/** outside-addresses.sh and tgw-routes.sh with the real aws CLI, on a VPN that stands. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Topology } from "../../src/topology/topology.ts";
import { exampleTopology } from "../support/examples.ts";
import type { Attachment, AwsTunnel, VpnConnection } from "./fake-aws/state.ts";
import { initialOptions } from "./fake-aws/tunnel-options.ts";
import { requireTool } from "./require.ts";
import { arrangeTables, makeDirectly } from "./world/direct.ts";
import { type Folder, newFolder, scriptsOf } from "./world/folder.ts";
import { startWorld, type World } from "./world/start.ts";

let topology: Topology;
let world: World;
let folder: Folder;

/** `declared` is what the scripts are told, where that is not what AWS has. */
async function start(of: Topology, { seed = 1, declared = of } = {}) {
  topology = of;
  world = await startWorld(topology, { seed, operationPolls: 0 });
  await makeDirectly(world, topology);
  world.calls.length = 0;
  folder = newFolder(topology.name, scriptsOf(declared), { env: world.awsEnv() });
}
async function stop() {
  folder.remove();
  await world.stop();
}
/** Connection a or b. */
function connection(id: "a" | "b"): VpnConnection {
  const cidr = topology.tunnels.find((tunnel) => tunnel.connection === id)?.insideCidr;
  const all = [...world.aws.connections.values()];
  const found = all.find(({ tunnels }) => tunnels.some(({ insideCidr }) => insideCidr === cidr));
  if (!found) throw new Error("there is no such connection");
  return found;
}
const outputs = () => {
  const [stack] = world.aws.stacks.values();
  if (!stack) throw new Error("there is no stack");
  return stack.outputs;
};

requireTool("aws")("outside-addresses.sh", () => {
  const script = "aws/outside-addresses.sh";

  beforeEach(() => start(exampleTopology("examples/tokyo/vpn.yaml")));
  afterEach(stop);

  const addresses = () => {
    const tunnels = [...connection("a").tunnels, ...connection("b").tunnels];
    return Object.fromEntries(
      topology.tunnels.map(({ id, insideCidr }) => [
        id,
        tunnels.find((tunnel) => tunnel.insideCidr === insideCidr)?.outsideAddress,
      ]),
    );
  };
  const read = (file: string) => JSON.parse(readFileSync(path.join(folder.directory, file), "utf8"));

  test("writes each address under its tunnel, whatever the order of AWS's answers", async () => {
    mkdirSync(path.join(folder.directory, "gcp/terraform"), { recursive: true });

    expect(await folder.run(script)).toMatchObject({ code: 0, stdout: "" });
    expect(read("aws-addresses.json")).toEqual({ aws_outside_addresses: addresses() });
    expect(read("gcp/terraform/aws-addresses.auto.tfvars.json")).toEqual({
      aws_outside_addresses: addresses(),
    });
    expect(readdirSync(folder.directory).sort()).toEqual([
      "aws",
      "aws-addresses.json",
      "gcp",
      "lib",
      "secrets.sh",
      "settings.sh",
    ]);

    const again = await folder.run(script);
    expect(again.stderr.match(/is up to date/g)).toHaveLength(2);
  });

  test.each([2, 3, 4, 5])("finds the same addresses in order number %i", async (seed) => {
    await stop();
    await start(exampleTopology("examples/tokyo/vpn.yaml"), { seed });
    const result = await folder.run(script, "--stdout");
    expect(JSON.parse(result.stdout)).toEqual({ aws_outside_addresses: addresses() });
    expect(existsSync(path.join(folder.directory, "aws-addresses.json"))).toBe(false);
  });

  test("with --dry-run says which file it would write, and writes none", async () => {
    const result = await folder.run(script, "--dry-run");
    expect(result).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/would write .*aws-addresses\.json/),
    });
    expect(existsSync(path.join(folder.directory, "aws-addresses.json"))).toBe(false);
  });

  test("takes connections that flags name instead of the stack's", async () => {
    const flags = ["--connection-a", connection("a").id, "--connection-b", connection("b").id];
    outputs().clear();
    expect(await folder.run(script, "--stdout", ...flags)).toMatchObject({ code: 0 });
    expect(world.calls.map(({ operation }) => operation)).not.toContain("DescribeStacks");
  });

  const surprises: [string, string, () => void][] = [
    ["a missing tunnel", "has 1 tunnels, not 2", () => connection("a").tunnels.pop()],
    ["an extra tunnel", "has 3 tunnels, not 2", () => connection("b").tunnels.push(extra("169.254.99.0/30"))],
    [
      "a tunnel with another inside CIDR",
      "has the inside CIDR 169.254.10.4/30 of tunnel a2",
      () => connection("a").tunnels.splice(1, 1, extra("169.254.99.0/30")),
    ],
    [
      "two tunnels with one inside CIDR",
      "two tunnels of vpn-00000000000000006 match tunnel a1 (169.254.10.0/30)",
      () => connection("a").tunnels.splice(1, 1, extra("169.254.10.0/30")),
    ],
    [
      "one address for two tunnels",
      "two tunnels have the outside address",
      () =>
        Object.assign(connection("b").tunnels[0] ?? {}, {
          outsideAddress: connection("a").tunnels[0]?.outsideAddress,
        }),
    ],
    [
      "a connection that is going",
      "is in state deleting",
      () => Object.assign(connection("a"), { state: "deleting" }),
    ],
    ["a stack without connections", "has no output ConnectionAId", () => outputs().clear()],
    [
      "one connection named twice",
      "connections a and b are both",
      () => outputs().set("ConnectionBId", connection("a").id),
    ],
  ];
  test.each(surprises)("refuses %s and writes nothing", async (_, message, prepare) => {
    prepare();
    expect(await folder.run(script)).toMatchObject({ code: 3, stderr: expect.stringContaining(message) });
    expect(existsSync(path.join(folder.directory, "aws-addresses.json"))).toBe(false);
  });

  test("refuses credentials of another account", async () => {
    await stop();
    const { aws: side, ...rest } = exampleTopology("examples/tokyo/vpn.yaml");
    const declared = { ...rest, aws: { ...side, account: "999999999999" } };
    await start({ ...rest, aws: side }, { declared });
    expect(await folder.run(script)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(side.account),
    });
  });

  test.each([["--nonsense"], ["--connection-a"], ["--connection-a", "cgw-0a"]])(
    "calls %s %s wrong usage",
    async (...args) => {
      expect(await folder.run(script, ...args.filter(Boolean))).toMatchObject({ code: 2, stdout: "" });
      expect(world.calls).toEqual([]);
    },
  );
});

requireTool("aws")("tgw-routes.sh", () => {
  const script = "aws/tgw-routes.sh";
  const wanted = "tgw-rtb-0a1b2c3d4e5f60718";
  const other = "tgw-rtb-0ffffffffffffffff";

  beforeEach(() => start(exampleTopology("examples/existing-tgw/vpn.yaml")));
  afterEach(stop);

  const attachments = () => [...world.aws.attachments.values()].filter(({ type }) => type === "vpn");
  const vpcAttachments = () => [...world.aws.attachments.values()].filter(({ type }) => type === "vpc");
  const tables = () => attachments().map(({ table }) => table);
  const arrange = (...args: string[]) => folder.run(script, "--poll", "0", ...args);

  test("associates both attachments and propagates to every table, then finds nothing to do", async () => {
    expect(await arrange()).toMatchObject({ code: 0 });
    expect(tables()).toEqual([wanted, wanted]);
    for (const { propagations } of attachments())
      expect([...propagations]).toEqual(topology.aws.gateway.propagate);

    world.calls.length = 0;
    expect(await arrange()).toMatchObject({ code: 0 });
    expect(world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  });

  test("prints what stops propagation to a table that is not declared, and leaves it as it is", async () => {
    arrangeTables(world, topology.aws);
    for (const { propagations } of attachments()) propagations.add(other);
    const { code, stderr } = await arrange("--dry-run");
    expect(code, stderr).toBe(0);
    const commands = [...stderr.matchAll(/: (aws ec2 disable-.*)/g)].map(([, command = ""]) => command);
    expect(commands).toEqual(
      (["a", "b"] as const).map((id) =>
        expect.stringContaining(` ${other} --transit-gateway-attachment-id ${attachmentOf(id)}`),
      ),
    );
    expect(world.calls.filter(({ mutates }) => mutates)).toEqual([]);
    await folder.run("bash", "-c", commands.join("\n"));
    const again = await arrange();
    expect(again).toMatchObject({ code: 0, stderr: expect.not.stringContaining("disable-") });
    for (const { propagations } of attachments())
      expect([...propagations]).toEqual(topology.aws.gateway.propagate);
  });

  const attachmentOf = (id: "a" | "b") =>
    [...world.aws.attachments].find(([, { resource }]) => resource === connection(id).id)?.[0];

  test("moves an attachment by itself only while its tunnels are down", async () => {
    for (const attachment of attachments()) attachment.table = other;
    expect(await arrange()).toMatchObject({ code: 3, stderr: expect.stringContaining("--move") });
    expect(tables()).toEqual([other, other]);

    expect(await arrange("--move")).toMatchObject({ code: 0 });
    expect(tables()).toEqual([wanted, wanted]);
  });

  test("moves attachments of tunnels that are down without being told", async () => {
    for (const attachment of attachments()) attachment.table = other;
    for (const { insideCidr } of topology.tunnels) world.broken.add(insideCidr);
    expect(await arrange()).toMatchObject({ code: 0 });
    expect(tables()).toEqual([wanted, wanted]);
  });

  test("with --dry-run prints the calls and makes none that changes something", async () => {
    const result = await arrange("--dry-run");
    expect(result).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("would run: aws ec2 associate-transit-gateway-route-table"),
    });
    expect(tables()).toEqual(["", ""]);
  });

  test.each(["", other])("puts own VPCs into the tables, associated before with '%s'", async (before) => {
    for (const one of vpcAttachments()) one.table = before;
    for (const { insideCidr } of topology.tunnels) world.broken.add(insideCidr);
    expect(await arrange()).toMatchObject({ code: 0 });
    expect(vpcAttachments()).toMatchObject([{ table: wanted, propagations: new Set([wanted]) }]);
  });

  test("leaves a VPC in another of the tables that learn the routes", async () => {
    const [, second = ""] = topology.aws.gateway.propagate;
    for (const one of vpcAttachments()) one.table = second;
    expect(await arrange()).toMatchObject({ code: 0 });
    expect(vpcAttachments()).toMatchObject([{ table: second, propagations: new Set([wanted]) }]);
  });

  test("takes no VPC from another table while a tunnel is up, and prints what does", async () => {
    for (const one of vpcAttachments()) one.table = other;
    expect(await arrange()).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(
        /tunnels of vpn-\S+ are up[\s\S]*maintenance window, run: \S+tgw-routes\.sh --move/,
      ),
    });
    expect(vpcAttachments()).toMatchObject([{ table: other }]);
    expect(await arrange("--move")).toMatchObject({ code: 0 });
    expect(vpcAttachments()).toMatchObject([{ table: wanted }]);
  });

  test("accepts the attachment of a declared account, and says which account is still to come", async () => {
    const theirs = topology.aws.vpcs.find(({ account }) => account !== "");
    const first = await arrange();
    expect(first).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`${theirs?.id} of account ${theirs?.account} is not attached yet`),
    });
    const [mine] = vpcAttachments();
    const pending = { ...mine, resource: theirs?.id, owner: theirs?.account, state: "pendingAcceptance" };
    const blank = { table: "", propagations: new Set(), upcoming: [] };
    world.aws.attachments.set("tgw-attach-0123456789abcdef0", { ...pending, ...blank } as Attachment);
    world.aws.attachments.set("tgw-attach-0123456789abcdef1", {
      ...pending,
      ...blank,
      resource: "vpc-0ffffffffffffffff",
    } as Attachment);
    expect(await arrange()).toMatchObject({ code: 0 });
    const learned = { state: "available", table: wanted, propagations: new Set([wanted]) };
    expect(world.aws.attachments.get("tgw-attach-0123456789abcdef0")).toMatchObject(learned);
    expect(world.aws.attachments.get("tgw-attach-0123456789abcdef1")).toMatchObject({
      state: "pendingAcceptance",
    });
    expect(await arrange()).toMatchObject({ code: 0, stderr: expect.stringContaining("nothing to do") });
  });

  test("refuses a connection without an attachment", async () => {
    for (const [id, { resource }] of world.aws.attachments)
      if (resource === connection("b").id) world.aws.attachments.delete(id);
    expect(await arrange()).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("no single attachment"),
    });
  });

  test("leaves the gateway's defaults where no table is declared", async () => {
    await stop();
    await start(exampleTopology("examples/eight-tunnels/blue.vpn.yaml"));
    for (const attachment of attachments()) attachment.table = other;
    expect(await arrange()).toMatchObject({ code: 0 });
    expect(tables()).toEqual([other, other]);
  });
});

function extra(insideCidr: string): AwsTunnel {
  return {
    insideCidr,
    outsideAddress: "52.196.99.1",
    options: initialOptions,
    preSharedKey: "CANARY",
    modification: undefined,
  };
}
