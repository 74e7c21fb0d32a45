/** roll.sh with the real CLIs, on both clouds and their one wire: a change of the suite, and new keys. */
import { afterEach, expect, test } from "vitest";
import { artifactsOf } from "../support/artifacts.ts";
import { exampleText, topologyOf } from "../support/examples.ts";
import { secretText } from "./fake-aws/secrets-manager.ts";
import { requireTool } from "./require.ts";
import { type Folder, newFolder } from "./world/folder.ts";
import { startWorld, type World } from "./world/start.ts";

const before = exampleText("examples/tokyo/vpn.yaml");
const after = before.replace("dhGroup: 14", "dhGroup: 20");
const topology = topologyOf(before);
const ids = topology.tunnels.map(({ id }) => id);

requireTool("aws", "gcloud")("roll.sh", () => {
  let world: World;
  let folder: Folder;

  /** A VPN that is up on both clouds. */
  async function running(text = before): Promise<void> {
    world = await startWorld(topologyOf(text));
    folder = newFolder("tokyo", artifactsOf(text), { env: { ...world.awsEnv(), ...world.googleEnv } });
    await done("secrets.sh", "create");
    await done("gcp/gcloud.sh", "gateway");
    await deployStack();
    await done("aws/tunnel-options.sh", "--first-deployment");
    await done("aws/outside-addresses.sh");
    await done("gcp/gcloud.sh", "tunnels");
    world.wait(5);
    expect(world.history.at(-1)?.up).toHaveLength(4);
    world.history.length = 0;
    world.calls.length = 0;
  }
  afterEach(async () => {
    folder.remove();
    await world.stop();
  });

  async function done(script: string, ...args: string[]) {
    const result = await folder.run(script, ...args);
    expect(result.code, result.stdout + result.stderr).toBe(0);
    return result;
  }

  async function deployStack() {
    const { a, b } = JSON.parse(folder.read("gcp-addresses.json"));
    const stack = ["--stack-name", topology.aws.stackName, "--region", topology.aws.region];
    const template = ["--template-file", "aws/cloudformation.yaml"];
    const parameters = ["--parameter-overrides", `GcpAddress0=${a}`, `GcpAddress1=${b}`];
    await done("aws", "cloudformation", "deploy", ...stack, ...template, ...parameters);
  }

  /** Never more than one tunnel down or under modification; at the end, none. */
  function expectNeverTwoDown() {
    for (const moment of world.history) {
      expect(moment.up.length, `at call ${moment.call}`).toBeGreaterThanOrEqual(3);
      expect(moment.modifying.length, `at call ${moment.call}`).toBeLessThanOrEqual(1);
    }
    world.wait(5);
    expect([...world.disagreements().values()]).toEqual([[], [], [], []]);
    expect(world.history.at(-1)?.up).toHaveLength(4);
  }
  const changes = () => world.calls.filter(({ mutates }) => mutates);
  const modified = () => world.calls.filter(({ operation }) => operation === "ModifyVpnTunnelOptions");
  const pins = () => JSON.parse(folder.read("psk-versions.json")).psk_versions;

  test("moves the suite tunnel by tunnel, then the stack, and then has nothing to do", async () => {
    await running();
    folder.write(artifactsOf(after));
    const planned = await done("roll.sh", "--suite", "--gcp", "gcloud", "--dry-run");
    expect(planned.stdout).toContain("phase1.dh Group-14 → Group-20");
    expect(changes().filter(({ refused }) => !refused)).toEqual([]);

    const rolled = await done("roll.sh", "--suite", "--gcp", "gcloud");
    expectNeverTwoDown();
    expect(modified().filter(({ refused }) => !refused)).toHaveLength(4);

    world.calls.length = 0;
    const again = await done("roll.sh", "--suite", "--gcp", "gcloud");
    expect(again.stderr).toContain("nothing to roll");
    expect(changes()).toEqual([]);
  }, 900_000);

  test("moves the keys tunnel by tunnel, and shows none", async () => {
    await running();
    const keys = () => topology.tunnels.map(({ awsSecret }) => secretText(world.aws.secrets, awsSecret));
    const old = keys();
    const rotated = await done("secrets.sh", "rotate");
    expect(keys()).toEqual(old);
    expect(await done("secrets.sh", "rotate")).toMatchObject({
      stderr: expect.stringContaining("is pending already"),
    });
    expect(pins()).toEqual(Object.fromEntries(ids.map((id) => [id, "1"])));

    const rolled = await done("roll.sh", "--psk", "--gcp", "gcloud");
    expectNeverTwoDown();
    expect(pins()).toEqual(Object.fromEntries(ids.map((id) => [id, "2"])));
    const now = keys();
    for (const at of ids.keys()) expect(now[at]).not.toBe(old[at]);
    const shown = [rotated, rolled].map(({ stdout, stderr }) => stdout + stderr).join("") + folder.written();
    for (const key of [...old, ...now]) expect(shown).not.toContain(key);

    world.calls.length = 0;
    const again = await done("roll.sh", "--psk", "--gcp", "gcloud");
    expect(again.stderr).toContain("nothing to roll");
    expect(changes()).toEqual([]);
  }, 900_000);
});
