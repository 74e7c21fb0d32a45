/** Changes that both clouds must make, on a running VPN that Terraform made: at every moment at least three tunnels are up. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { exampleText } from "../../support/examples.ts";
import { requireTool } from "../require.ts";
import { worst } from "../world/interrupt.ts";
import { expectKeysRolled, expectSuiteRolled, withOtherSuite } from "../world/rolls.ts";
import { snapshotOf } from "../world/snapshot.ts";
import { keyOf } from "../world/start.ts";
import { expectDeployed, openVpn, type Vpn } from "../world/vpn.ts";

/** What changes Terraform's commands, fills its variables, or writes keys to a log. */
const exported = {
  TF_CLI_ARGS: "-json",
  TF_CLI_ARGS_plan: "-destroy",
  TF_CLI_ARGS_show: "-json",
  TF_CLI_ARGS_apply: "-destroy",
  TF_VAR_aws_outside_addresses: "null",
  TF_VAR_psk_versions: '{"a1":"9"}',
  TF_LOG: "trace",
  TF_LOG_PROVIDER: "trace",
};

/** Expects deploy.sh to refuse another suite on the running VPN, whatever the caller has exported for Terraform. */
async function expectRefusedWhatever(running: Vpn): Promise<void> {
  const { folder, world } = running;
  running.rebuild(withOtherSuite(text));
  const before = snapshotOf(world);
  const since = world.calls.length;
  const all = Object.entries(exported).map(([name, value]) => `${name}=${value}`);
  const script = path.join(folder.directory, "deploy.sh");
  // AWS's side alone would refuse it too, before Terraform makes its plan.
  const flags = ["--side", "gcp", "--gcp", "terraform", "--yes", "--timeout", "60"];
  const refused = await folder.run("env", ...all, script, ...flags);
  expect(refused, refused.stderr).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/this plan would interrupt it: .*google_compute_vpn_tunnel/),
  });
  expect(refused.stderr).not.toContain("[TRACE]");
  expect(world.calls.slice(since).filter(({ mutates }) => mutates)).toEqual([]);
  expect(snapshotOf(world)).toEqual(before);
}

let vpn: Vpn;
afterEach(() => vpn.close());

const text = exampleText("examples/tokyo/vpn.yaml");

requireTool(
  "aws",
  "gcloud",
  "terraform",
  "@grpc/grpc-js",
)("roll.sh with Terraform", () => {
  test("moves one tunnel to a new key where gcp/terraform is a module", async () => {
    vpn = await openVpn({ tool: "terraform", text: exampleText("examples/sops-cbc/vpn.yaml") });
    const { world, folder, topology } = vpn;
    expect(await vpn.deploy()).toMatchObject({ code: 0 });
    const root = path.join(folder.directory, "root");
    const file = path.join(folder.directory, topology.keys.sopsFile);
    writeFileSync(file, readFileSync(file, "utf8").replace(/^b1: .*$/m, `b1: ${keyOf("b1", 2)}`));
    expect(await folder.run("secrets.sh", "rotate", "--tunnel", "b1")).toMatchObject({ code: 0 });
    const since = world.calls.length;
    const roll = (...args: string[]) =>
      folder.run("roll.sh", "--psk", "--gcp", "terraform", "--timeout", "60", ...args);

    expect(await roll()).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--terraform-root says"),
    });
    const stray = await roll("--terraform-root", root, "--module", "other");
    expect(stray).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/terraform's state in \S+ does not know it, so nothing was changed/),
    });
    expect(world.calls.slice(since).filter(({ mutates }) => mutates)).toEqual([]);

    const rolled = await roll("--terraform-root", root, "--module", "vpn");
    expect(rolled, rolled.stderr).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("rolled 1 of 4 tunnels"),
    });
    expect(worst(world, since)).toEqual({ up: 3, modifying: 1 });
    expectDeployed({ world, tool: "terraform" }, topology);
  });

  test("changes suite and keys", async () => {
    vpn = await openVpn({ tool: "terraform", text });
    expect(await vpn.deploy()).toMatchObject({ code: 0 });
    await expectRefusedWhatever(vpn);
    const topology = await expectSuiteRolled(vpn, withOtherSuite(text), { tool: "terraform" });
    await expectKeysRolled(vpn, { tool: "terraform", topology, rotated: ["a2", "b1"] });
  });
});
