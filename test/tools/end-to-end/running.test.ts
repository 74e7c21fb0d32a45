/** deploy.sh and verify.sh on a VPN that is running: what would interrupt it is refused, and what is wrong is found. */
import { afterEach, expect, test } from "vitest";
import { emitted, withoutDeviceNames } from "../../support/cloudformation.ts";
import { exampleText } from "../../support/examples.ts";
import type { Resource } from "../fake-gcp/resources.ts";
import { requireTool } from "../require.ts";
import { updateStack } from "../world/direct.ts";
import { openVpn, type Vpn } from "../world/vpn.ts";

const text = exampleText("examples/tokyo/vpn.yaml");
const withSuite = text.replace("dhGroup: 14", "dhGroup: 20");
const withTimeout = text.replace("dhGroup: 14", "dhGroup: 14\n  dpd: { timeout: 60, action: restart }");

let vpn: Vpn;
afterEach(() => vpn.close());

async function running(): Promise<void> {
  vpn = await openVpn({ tool: "gcloud", text });
  await vpn.stand();
}

/** Operations that changed something beside change sets. */
const changes = () =>
  vpn.world.calls
    .filter(({ mutates, operation }) => mutates && !/^(Create|Delete)ChangeSet$/.test(operation))
    .map(({ operation }) => operation);
const fewestUp = () => Math.min(...vpn.world.history.map(({ up }) => up.length));

requireTool("aws", "gcloud")("a running VPN", () => {
  test("keeps its tunnels where the suite was changed and roll.sh was not run", async () => {
    await running();
    vpn.rebuild(withSuite);
    const refused = await vpn.deploy();
    expect(refused, refused.stderr).toMatchObject({ code: 3, stderr: expect.stringContaining("roll.sh") });
    expect(changes()).toEqual([]);
    expect(fewestUp()).toBe(4);
  });

  test("takes another timeout tunnel by tunnel, and then the stack follows without a change", async () => {
    await running();
    vpn.rebuild(withTimeout);
    const changed = await vpn.deploy();
    expect(changed, changed.stderr).toMatchObject({ code: 0 });
    expect(changes()).toEqual([...Array(4).fill("ModifyVpnTunnelOptions"), "ExecuteChangeSet"]);
    expect(fewestUp()).toBe(3);
    for (const { tunnels } of vpn.world.aws.connections.values())
      for (const { options } of tunnels) expect(options).toMatchObject({ DPDTimeoutSeconds: 60 });
    vpn.world.calls.length = 0;
    expect(await vpn.deploy()).toMatchObject({ code: 0 });
    expect(vpn.world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  });

  test("keeps the customer gateways that an earlier release made without device names", async () => {
    await running();
    const { world, topology } = vpn;
    updateStack(world, topology, { text: withoutDeviceNames(emitted(topology)[0]?.text ?? "") });
    const before = [...world.aws.customerGateways];
    world.calls.length = 0;
    world.history.length = 0;
    const changed = await vpn.deploy();
    expect(changed, changed.stderr).toMatchObject({ code: 0 });
    expect(changes()).toEqual(["ExecuteChangeSet"]);
    expect([...world.aws.customerGateways]).toEqual(before);
    expect(fewestUp()).toBe(4);
    world.calls.length = 0;
    expect(await vpn.deploy()).toMatchObject({ code: 0 });
    expect(world.calls.filter(({ mutates }) => mutates)).toEqual([]);
  });

  test("is not sent into a rollback where its storage of keys was changed", async () => {
    await running();
    vpn.rebuild(`${text}\npreSharedKeys: { aws: { storage: Standard } }\n`);
    for (const flags of [[], ["--interrupt"]])
      expect(await vpn.deploy(...flags)).toMatchObject({
        code: 3,
        stderr: expect.stringMatching(/CloudFormation would replace .*Connection[AB]/),
      });
    expect(changes()).toEqual([]);
    expect(fewestUp()).toBe(4);
  });

  test("has one tunnel down, which verify.sh finds in its column, with what to do", async () => {
    await running();
    const [, second] = vpn.topology.tunnels;
    vpn.world.broken.add(second?.insideCidr ?? "");
    vpn.world.wait(10);
    const { gcp } = vpn.topology;
    const resources = vpn.world.google.resources as Map<string, Resource>;
    const projectUrl = `https://www.googleapis.com/compute/v1/projects/${gcp.project}`;
    const route = `${gcp.project}/global/routes/to-the-appliance`;
    const network = `${projectUrl}/global/networks/${gcp.network}`;
    const hidden = { name: "to-the-appliance", destRange: "10.20.4.0/24", priority: 1000, network };
    resources.set(route, {
      ...hidden,
      selfLink: `${projectUrl}/global/routes/${hidden.name}`,
    });
    const found = await vpn.folder.run("verify.sh");
    expect(found.code).toBe(6);
    const rows = new Map(found.stdout.split("\n").map((line) => [line.slice(0, 25).trim(), line.slice(25)]));
    expect(rows.get("AWS: tunnel")?.trim().split(/ +/)).toEqual(["UP", "DOWN", "UP", "UP", "BAD"]);
    expect(rows.get("Google: redundancy")).toContain("ok");
    expect(rows.get("Google: routes to AWS")).toMatch(
      /BAD +has other routes that win: 10\.20\.4\.0\/24 to the next hop of route to-the-appliance$/,
    );
    resources.delete(route);
    expect(found.stdout).toContain("AWS: tunnel (a2): ");
    expect(await vpn.folder.run("verify.sh", "--side", "gcp")).toMatchObject({ code: 6 });
    vpn.world.broken.clear();
    vpn.world.wait(10);
    expect(await vpn.folder.run("verify.sh", "--through-rekey", "--watch", "1", "--poll", "0")).toMatchObject(
      {
        code: 0,
        stderr: expect.stringContaining("phase 2 has been rekeyed"),
      },
    );
  });

  test("is not touched where a stack of its name is another's", async () => {
    await running();
    for (const stack of vpn.world.aws.stacks.values()) stack.description = "something else";
    expect(await vpn.deploy()).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('it is described as "something else"'),
    });
    expect(changes()).toEqual([]);
  });
});

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("a running VPN of Terraform's", () => {
  test("keeps its tunnels where a plan would replace them", async () => {
    vpn = await openVpn({ tool: "terraform", text });
    const made = await vpn.deploy();
    expect(made, made.stderr).toMatchObject({ code: 0 });
    vpn.world.calls.length = 0;
    vpn.world.history.length = 0;
    vpn.rebuild(withSuite);
    const refused = await vpn.deploy("--side", "gcp");
    expect(refused, refused.stderr).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('google_compute_vpn_tunnel.aws["a1"]'),
    });
    expect(changes()).toEqual([]);
    expect(fewestUp()).toBe(4);
  });
});
