/** What roll.sh and a rotation refuse, and what they leave alone. Whole rolls are in end-to-end/. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { artifact, artifactsOf } from "../support/artifacts.ts";
import { exampleText, topologyOf } from "../support/examples.ts";
import { secretText } from "./fake-aws/secrets-manager.ts";
import { requireTool } from "./require.ts";
import { makeDirectly } from "./world/direct.ts";
import { type Folder, newFolder } from "./world/folder.ts";
import { keyOf, startWorld, type World } from "./world/start.ts";

const text = exampleText("examples/tokyo/vpn.yaml");
const changed = artifactsOf(text.replace("dhGroup: 14", "dhGroup: 20"));
const topology = topologyOf(text);

requireTool("aws", "gcloud")("a roll", () => {
  let world: World;
  let folder: Folder;

  beforeEach(async () => {
    world = await startWorld(topology, { operationPolls: 0 });
    await makeDirectly(world, topology);
    folder = newFolder("tokyo", artifactsOf(text), { env: { ...world.awsEnv(), ...world.googleEnv } });
    const pins = { psk_versions: { a1: "1", a2: "1", b1: "1", b2: "1" } };
    folder.write({ "psk-versions.json": JSON.stringify(pins) });
    expect(world.history.at(-1)?.up).toHaveLength(4);
    world.calls.length = 0;
  });
  afterEach(async () => {
    folder.remove();
    await world.stop();
  });

  const changes = () => world.calls.filter(({ mutates, refused }) => mutates && !refused);
  const roll = (...args: string[]) => folder.run("roll.sh", "--gcp", "gcloud", "--timeout", "1", ...args);
  const versionsOnGoogle = (at: number) =>
    world.google.vault.get(topology.tunnels[at]?.gcpSecret ?? "")?.map((version) => version.text);

  test("has nothing to do where both clouds are as declared and no key is pending", async () => {
    for (const kind of ["--suite", "--psk"]) {
      const result = await roll(kind);
      expect(result.code, result.stderr).toBe(0);
      expect(result.stderr).toContain("nothing to roll");
    }
    expect(changes()).toEqual([]);
  });

  test("says what it would do, and what that interrupts", async () => {
    folder.write(changed);
    const result = await roll("--suite", "--dry-run");
    expect(result.code, result.stderr).toBe(0);
    expect(result.stdout).toMatch(/^a1 .*session on: interrupted for some minutes$/m);
    expect(result.stdout).toContain("Phase1DHGroupNumbers 14 -> 20");
    expect(result.stdout).toContain("phase1.dh Group-14 -> Group-20");
    expect(changes()).toEqual([]);
  });

  test("of keys is refused while the suite differs, and of nothing without a kind", async () => {
    folder.write(changed);
    expect(await roll("--psk")).toMatchObject({ code: 3, stderr: expect.stringContaining("--suite") });
    expect(await roll()).toMatchObject({ code: 2 });
    expect(await roll("--suite", "--psk")).toMatchObject({ code: 2 });
    expect(changes()).toEqual([]);
  });

  test("touches no tunnel while another one stays down", async () => {
    folder.write(changed);
    world.broken.add(topology.tunnels[3]?.insideCidr ?? "");
    world.wait(5);
    const result = await roll("--suite");
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("b2 is DOWN") });
    expect(changes()).toEqual([]);
  });

  test("does not switch on a session that somebody has switched off", async () => {
    expect(await folder.run("gcp/gcloud.sh", "session", "b1", "off")).toMatchObject({ code: 0 });
    world.calls.length = 0;
    world.wait(5);
    const result = await roll("--suite");
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("session of b1 off") });
    expect(changes()).toEqual([]);
  });

  test("lets the stack follow only where that changes no connection", async () => {
    const template = artifact(artifactsOf(text), "aws/cloudformation.yaml");
    const other = template.replace(
      "CustomerGatewayId: !Ref CustomerGatewayA",
      "CustomerGatewayId: !Ref CustomerGatewayB",
    );
    folder.write({ "aws/cloudformation.yaml": other });
    const result = await roll("--suite");
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("(Modify ConnectionA)") });
    expect(result.stderr).toContain(`then run: ${folder.directory}/deploy.sh --gcp gcloud`);
    expect(changes().map(({ operation }) => operation)).toEqual(["CreateChangeSet", "DeleteChangeSet"]);
  });

  test("leaves the stack behind, and says so, where CloudFormation sees drift that is not there", async () => {
    world.aws.unknowns.phantomDrift = true;
    folder.write({
      "aws/cloudformation.yaml": `${artifact(artifactsOf(text), "aws/cloudformation.yaml")}# new\n`,
    });
    const result = await roll("--suite");
    expect(result, result.stderr).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/was not updated[^\n]*: \S+\/deploy\.sh --gcp gcloud --interrupt\n/),
    });
    expect(changes().map(({ operation }) => operation)).toEqual(["CreateChangeSet", "DeleteChangeSet"]);
    expect(world.history.at(-1)?.up).toHaveLength(4);
  });

  test("stops where AWS would not let it change a tunnel, before anything is interrupted", async () => {
    folder.write(changed);
    world.fault = ({ operation }) =>
      operation === "ModifyVpnTunnelOptions" ? { code: "throttled" } : undefined;
    const result = await roll("--suite");
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("would not change tunnel a1") });
    expect(changes()).toEqual([]);
  });

  test("stops where Google Cloud would not take the tunnel's key, before anything is interrupted", async () => {
    folder.write(changed);
    world.google.vault.set(topology.tunnels[0]?.gcpSecret ?? "", [{ text: keyOf("a1"), state: "DISABLED" }]);
    const result = await roll("--suite");
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining("cannot read version 1") });
    expect(result.stderr).toContain("gcp/gcloud.sh stopped with status 1");
    expect(changes()).toEqual([]);
    expect(world.history.at(-1)?.up).toHaveLength(4);
  });

  test("finds keys that a rotation has put into one store only, and lets the next one copy them", async () => {
    const keys = () => topology.tunnels.map(({ awsSecret }) => secretText(world.aws.secrets, awsSecret));
    const pending = () => secretText(world.aws.secrets, topology.tunnels[0]?.awsSecret ?? "", "AWSPENDING");
    world.fault = ({ operation }) => (operation.includes("addVersion") ? { code: "broken" } : undefined);
    expect(await folder.run("secrets.sh", "rotate", "--tunnel", "a1")).toMatchObject({ code: 1 });
    world.fault = () => undefined;
    expect(pending()).toMatch(/^[A-Za-z][A-Za-z0-9]{47}$/);
    expect(await roll("--psk")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("rotate copies it"),
    });

    const rotated = await folder.run("secrets.sh", "rotate", "--tunnel", "a1");
    expect(rotated.code, rotated.stderr).toBe(0);
    expect(versionsOnGoogle(0)).toEqual([keyOf("a1"), pending()]);
    expect(versionsOnGoogle(1)).toHaveLength(1);
    expect(keys()).toEqual(topology.tunnels.map(({ id }) => keyOf(id)));

    const before = changes().length;
    for (const command of ["rotate", "create", "check", "promote"]) {
      const args = command === "rotate" ? ["--tunnel", "a1"] : [];
      const again = await folder.run("secrets.sh", command, ...args);
      expect(again.code, `${command}: ${again.stderr}`).toBe(0);
      expect(again.stdout + again.stderr).not.toContain(pending());
    }
    expect(changes()).toHaveLength(before);
    const shown = await roll("--psk", "--dry-run");
    expect(shown.stdout).toContain("version 1 -> 2 of tokyo-psk-a1");
    expect(shown.stderr).toContain("would roll 1 of 4 tunnels");
  });
});
