/** outside-addresses.sh and tgw-routes.sh with the real aws CLI, against a stub of AWS. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Topology } from "../../src/topology/topology.ts";
import { exampleTopology } from "../support/examples.ts";
import { requireTool } from "./require.ts";
import { type ScriptFolder, scriptFolder } from "./stub-aws/scripts.ts";
import { account, attachmentIds, connectionIds, type StubAws, startStubAws } from "./stub-aws/start.ts";

let topology: Topology;
let aws: StubAws;
let folder: ScriptFolder;

async function start(of: Topology, seed = 1) {
  topology = of;
  aws = await startStubAws(topology, seed);
  folder = scriptFolder(topology, aws.env);
}
async function stop() {
  folder.remove();
  await aws.stop();
}

requireTool("aws")("outside-addresses.sh", () => {
  const script = "aws/outside-addresses.sh";
  const addresses = { a1: "52.196.10.11", a2: "52.196.10.12", b1: "52.196.20.11", b2: "52.196.20.12" };

  beforeEach(() => start(exampleTopology("examples/tokyo/vpn.yaml")));
  afterEach(stop);

  const connection = (id: "a" | "b") => {
    const found = aws.vpn.connections.get(connectionIds[id]);
    if (!found) throw new Error("no such connection in the stub");
    return found;
  };
  const read = (file: string) => JSON.parse(readFileSync(path.join(folder.directory, file), "utf8"));

  test("writes each address under its tunnel, whatever the order of AWS's answers", async () => {
    mkdirSync(path.join(folder.directory, "gcp/terraform"), { recursive: true });

    expect(await folder.run(script)).toMatchObject({ code: 0, stdout: "" });
    expect(read("aws-addresses.json")).toEqual({ aws_outside_addresses: addresses });
    expect(read("gcp/terraform/aws-addresses.auto.tfvars.json")).toEqual({
      aws_outside_addresses: addresses,
    });
    expect(readdirSync(folder.directory).sort()).toEqual(["aws", "aws-addresses.json", "gcp", "secrets.sh"]);

    const again = await folder.run(script);
    expect(again.stderr.match(/is up to date/g)).toHaveLength(2);
  });

  test.each([2, 3, 4, 5])("finds the same addresses in order number %i", async (seed) => {
    await stop();
    await start(exampleTopology("examples/tokyo/vpn.yaml"), seed);
    const result = await folder.run(script, "--stdout");
    expect(JSON.parse(result.stdout)).toEqual({ aws_outside_addresses: addresses });
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
    aws.outputs.clear();
    const flags = ["--connection-a", connectionIds.a, "--connection-b", connectionIds.b];
    expect(await folder.run(script, "--stdout", ...flags)).toMatchObject({ code: 0 });
    expect(aws.log).not.toContain("DescribeStacks");
  });

  const surprises: [string, string, () => void][] = [
    ["a missing tunnel", "has 1 tunnels, not 2", () => connection("a").tunnels.pop()],
    ["an extra tunnel", "has 3 tunnels, not 2", () => connection("b").tunnels.push(extra("169.254.99.0/30"))],
    [
      "a tunnel with another inside CIDR",
      "has the inside CIDR 169.254.10.4/30, which a2 should have",
      () => connection("a").tunnels.splice(1, 1, extra("169.254.99.0/30")),
    ],
    [
      "two tunnels with one inside CIDR",
      "two tunnels have the inside CIDR 169.254.10.0/30",
      () => connection("a").tunnels.splice(1, 1, extra("169.254.10.0/30")),
    ],
    [
      "one address for two tunnels",
      "two tunnels have the outside address 52.196.10.11",
      () => Object.assign(connection("b").tunnels[0] ?? {}, { outsideAddress: "52.196.10.11" }),
    ],
    [
      "a connection that is going",
      "is in state deleting",
      () => Object.assign(connection("a"), { state: "deleting" }),
    ],
    ["a stack without connections", "has no output ConnectionAId", () => aws.outputs.clear()],
    [
      "one connection named twice",
      "connections a and b are both",
      () => aws.outputs.set("ConnectionBId", connectionIds.a),
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
    await start({ ...rest, aws: { ...side, account: "999999999999" } });
    expect(await folder.run(script)).toMatchObject({ code: 3, stderr: expect.stringContaining(account) });
  });

  test.each([["--nonsense"], ["--connection-a"], ["--connection-a", "cgw-0a"]])(
    "calls %s %s wrong usage",
    async (...args) => {
      expect(await folder.run(script, ...args.filter(Boolean))).toMatchObject({ code: 2, stdout: "" });
      expect(aws.log).toEqual([]);
    },
  );
});

requireTool("aws")("tgw-routes.sh", () => {
  const script = "aws/tgw-routes.sh";
  const wanted = "tgw-rtb-0a1b2c3d4e5f60718";
  const other = "tgw-rtb-0ffffffffffffffff";

  beforeEach(() => start(exampleTopology("examples/existing-tgw/vpn.yaml")));
  afterEach(stop);

  const tables = () => [...aws.attachments.values()].map(({ table }) => table);
  const arrange = (...args: string[]) => folder.run(script, "--poll", "0", ...args);

  test("associates both attachments and propagates to every table, then finds nothing to do", async () => {
    expect(await arrange()).toMatchObject({ code: 0 });
    expect(tables()).toEqual([wanted, wanted]);
    for (const { propagations } of aws.attachments.values())
      expect([...propagations]).toEqual(topology.aws.gateway.propagate);

    aws.log.length = 0;
    expect(await arrange()).toMatchObject({ code: 0, stderr: expect.stringContaining("nothing to do") });
    expect(aws.log.filter((operation) => !/^(Get|Describe)/.test(operation))).toEqual([]);
  });

  test("moves an attachment by itself only while its tunnels are down", async () => {
    for (const attachment of aws.attachments.values()) attachment.table = other;
    expect(await arrange()).toMatchObject({ code: 3, stderr: expect.stringContaining("--move") });
    expect(tables()).toEqual([other, other]);

    expect(await arrange("--move")).toMatchObject({ code: 0 });
    expect(tables()).toEqual([wanted, wanted]);
  });

  test("moves attachments of tunnels that are down without being told", async () => {
    for (const attachment of aws.attachments.values()) attachment.table = other;
    for (const { tunnels } of aws.vpn.connections.values()) {
      for (const tunnel of tunnels) tunnel.reachable = false;
    }
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

  test("refuses a connection without an attachment", async () => {
    aws.attachments.delete(attachmentIds.b);
    expect(await arrange()).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("no single attachment"),
    });
  });

  test("leaves the gateway's defaults where no table is declared", async () => {
    await stop();
    await start(exampleTopology("examples/eight-tunnels/blue.vpn.yaml"));
    for (const attachment of aws.attachments.values()) attachment.table = other;
    expect(await arrange()).toMatchObject({ code: 0 });
    expect(tables()).toEqual([other, other]);
  });
});

function extra(insideCidr: string) {
  return {
    insideCidr,
    outsideAddress: "52.196.99.1",
    options: {},
    preSharedKey: "CANARY",
    reachable: true,
    downFor: 0,
  };
}
