/** What a VPN leaves behind when it goes: what it did not make, and what carries addresses. */
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { declaredFields, existingResources } from "../expected-compute.ts";
import { deleteStack } from "../fake-aws/stack-operations.ts";
import { requireTool } from "../require.ts";
import { expectGivenBack, variedText } from "../world/given-back.ts";
import { openVpn, type Tool, type Vpn } from "../world/vpn.ts";

let vpn: Vpn;
afterEach(() => vpn?.close());

const cases = [
  { tool: "gcloud", file: "examples/existing-tgw/vpn.yaml" },
  { tool: "terraform", file: "examples/tokyo/vpn.yaml" },
] as const satisfies readonly { tool: Tool; file: string }[];

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("destroy.sh", () => {
  test.each(cases)("takes down $file, made with $tool, and leaves the rest", async ({ tool, file }) => {
    vpn = await openVpn({ tool, text: exampleText(file), limited: true });
    const { world, topology, folder } = vpn;
    if (tool === "gcloud") await vpn.stand();
    else expect(await vpn.deploy()).toMatchObject({ code: 0 });
    const before = world.calls.length;
    const destroy = (...args: string[]) =>
      folder.run("destroy.sh", "--gcp", tool, "--timeout", "60", ...args);

    expect(await destroy("--name", "another")).toMatchObject({ code: 3 });
    expect(await destroy("--dry-run")).toMatchObject({ code: 0 });
    expect(world.calls.slice(before).filter(({ mutates }) => mutates)).toEqual([]);

    const wait = "Its name, to go on: ";
    const asked = (name: string) =>
      folder.runAsked([{ wait, send: `${name}\r` }], "destroy.sh", "--gcp", tool, "--timeout", "60");
    const wrong = await asked("yes");
    expect(wrong, wrong.transcript).toMatchObject({ waiting: null, status: 3 });
    expect(wrong.transcript).toContain("and not 'yes': nothing was changed");
    expect(world.calls.slice(before).filter(({ mutates }) => mutates)).toEqual([]);
    const first = await asked(topology.name);
    expect(first, first.transcript).toMatchObject({ waiting: null, status: 0 });
    expect(first.transcript).toContain("aws ec2 delete-vpn-connection");
    expect(Object.keys(declaredFields(world.google.resources))).toEqual(
      Object.keys(existingResources(topology)),
    );
    const states = [...world.aws.connections.values()].map(({ state }) => state);
    expect(states).toEqual(["available", "available"]);

    const all = await destroy("--name", topology.name, "--with-retained", "--with-secrets");
    expect(all, all.stderr).toMatchObject({ code: 0 });
    expect([...world.aws.connections.values()].map(({ state }) => state)).toEqual(["deleted", "deleted"]);
    expect([...world.aws.customerGateways.values()].map(({ state }) => state)).toEqual([
      "deleted",
      "deleted",
    ]);
    expect(world.google.vault.size).toBe(topology.keys.source === "existing" ? 4 : 0);

    const end = world.calls.length;
    expect(await destroy("--name", topology.name, "--with-retained", "--with-secrets")).toMatchObject({
      code: 0,
    });
    expect(world.calls.slice(end).filter(({ mutates }) => mutates)).toEqual([]);
  });

  test("gives back a world in which others use the gateways and the router", async () => {
    const text = variedText("with existing gateways and an existing router");
    const said = await expectGivenBack({ tool: "gcloud", text, directly: true });
    const turnedOff = said.match(/aws ec2 disable-vgw-route-propagation .*/g) ?? [];
    expect(turnedOff.map((command) => /--route-table-id (\S+)$/.exec(command)?.[1])).toEqual([
      "rtb-0a1b2c3d4e5f60718",
      "rtb-0b2c3d4e5f6071829",
    ]);
  });

  test("finds connections without tags, also once their stack is gone, and no other stack's", async () => {
    vpn = await openVpn({ tool: "gcloud", text: exampleText("examples/tokyo/vpn.yaml") });
    await vpn.stand();
    const { world, topology, folder } = vpn;
    const [a, b] = [...world.aws.connections.values()];
    if (!a || !b) throw new Error("there are no connections");
    a.tags = [];
    b.tags = [{ Key: "aws:cloudformation:stack-name", Value: "another" }];
    const destroy = (...args: string[]) =>
      folder.run("destroy.sh", "--side", "aws", "--name", topology.name, "--timeout", "60", ...args);
    const parameters = new Map([["StackName", topology.aws.stackName]]);
    deleteStack(world.aws, { account: world.aws.account, parameters });
    world.wait(world.aws.pace.stack + 2);
    const listed = await destroy();
    expect(listed, listed.stderr).toMatchObject({ code: 0 });
    expect(listed.stdout).toContain(`aws ec2 delete-vpn-connection --vpn-connection-id ${a.id} `);
    const gone = await destroy("--with-retained");
    expect([a.state, b.state], gone.stderr).toEqual(["deleted", "available"]);
    expect(gone, gone.stderr).toMatchObject({ code: 0 });
    for (const kind of ["cgw", "vgw"])
      expect(gone.stderr).toMatch(new RegExp(`${kind}-\\w+ stays, since .*use it: ${b.id}\n`));
    const states = [...world.aws.vpnGateways.values()].map(({ state }) => state);
    expect(states).toEqual(["available"]);
  });

  test("refuses the tool that did not make Google Cloud's side, before it changes anything", async () => {
    vpn = await openVpn({ tool: "terraform", text: exampleText("examples/tokyo/vpn.yaml") });
    await vpn.stand();
    const refused = await vpn.folder.run("destroy.sh", "--name", vpn.topology.name);
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining("--gcp gcloud") });
    const rolled = await vpn.folder.run("roll.sh", "--suite", "--gcp", "terraform");
    expect(rolled).toMatchObject({ code: 3, stderr: expect.stringContaining("--gcp gcloud") });
    expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  });
});
