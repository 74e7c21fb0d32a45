/** tunnel-options.sh with the real aws CLI, on a VPN that stands: AWS answers in any order and takes its time. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { exampleTopology } from "../support/examples.ts";
import type { AwsState } from "./fake-aws/state.ts";
import { initialOptions, type TunnelOptions } from "./fake-aws/tunnel-options.ts";
import { applyModification } from "./fake-aws/vpn.ts";
import { requireTool } from "./require.ts";
import { makeDirectly } from "./world/direct.ts";
import { type Folder, newFolder, scriptsOf } from "./world/folder.ts";
import { worst } from "./world/interrupt.ts";
import { startWorld, type World } from "./world/start.ts";

requireTool("aws")("tunnel-options.sh", () => {
  const script = "aws/tunnel-options.sh";
  const topology = exampleTopology("examples/tokyo/vpn.yaml");
  let world: World;
  let aws: AwsState;
  let folder: Folder;

  beforeEach(async () => {
    world = await startWorld(topology, { operationPolls: 0 });
    aws = world.aws;
    await makeDirectly(world, topology);
    world.history.length = 0;
    folder = newFolder(topology.name, scriptsOf(topology), { env: world.awsEnv() });
  });
  afterEach(async () => {
    folder.remove();
    await world.stop();
  });

  const tunnelsOnAws = () => [...aws.connections.values()].flatMap(({ tunnels }) => tunnels);
  const tunnelOnAws = (id: string) => {
    const cidr = topology.tunnels.find((tunnel) => tunnel.id === id)?.insideCidr;
    const found = tunnelsOnAws().find(({ insideCidr }) => insideCidr === cidr);
    if (!found) throw new Error(`AWS has no tunnel ${id}`);
    return found;
  };
  /** Gives a tunnel other options than the declared ones. */
  const differ = (id: string, options: TunnelOptions) => {
    const tunnel = tunnelOnAws(id);
    tunnel.options = { ...tunnel.options, ...options };
  };
  /** None of them is the declared one. */
  const others: TunnelOptions = {
    Phase1LifetimeSeconds: 28000,
    Phase2LifetimeSeconds: 3000,
    RekeyMarginTimeSeconds: 300,
    RekeyFuzzPercentage: 50,
    ReplayWindowSize: 512,
    DPDTimeoutSeconds: 40,
  };
  const breakAll = () => {
    for (const { insideCidr } of topology.tunnels) world.broken.add(insideCidr);
    world.wait(1);
  };
  const change = (...args: string[]) => folder.run(script, "--timeout", "60", ...args);

  test.each([true, false])("finds nothing to do where answers have declared defaults: %s", async (echoes) => {
    aws.echoesDefaults = echoes;
    expect(await change()).toMatchObject({ code: 0, stderr: expect.stringContaining("nothing to do") });
    expect(aws.modifications).toEqual([]);
  });

  test("turns lifecycle control on and off without replacing an endpoint", async () => {
    const options = { ...topology.options, lifecycleControl: true };
    const declared = newFolder(topology.name, scriptsOf({ ...topology, options }), { env: world.awsEnv() });
    const control = () => tunnelsOnAws().map((tunnel) => tunnel.options.EnableTunnelLifecycleControl);
    try {
      const on = await declared.run(script, "--timeout", "60");
      expect(on, on.stderr).toMatchObject({ code: 0 });
      expect(control()).toEqual([true, true, true, true]);
      expect(await declared.run(script)).toMatchObject({ stderr: expect.stringContaining("nothing to do") });
    } finally {
      declared.remove();
    }
    expect(await change()).toMatchObject({ code: 0 });
    expect(control()).toEqual([false, false, false, false]);
    expect(Math.min(...world.history.map(({ up }) => up.length))).toBe(4);
  });

  test("changes every tunnel, one at a time and only while the others are up, then finds nothing to do", async () => {
    for (const tunnel of tunnelsOnAws()) tunnel.options = { ...initialOptions, ...others };
    const first = await change();

    expect(first).toMatchObject({ code: 0 });
    const cidrs = topology.tunnels.map(({ insideCidr }) => insideCidr);
    expect(aws.modifications.map(({ insideCidr }) => insideCidr)).toEqual(cidrs);
    expect(worst(world)).toEqual({ up: 3, modifying: 1 });
    const group = "arn:aws:logs:ap-northeast-1:123456789012:log-group:/aws/vendedlogs/tokyo-vpn";
    const logs = "LogOptions.CloudWatchLogOptions";
    expect(aws.modifications[0]?.options).toEqual({
      "IKEVersion.1.Value": "ikev2",
      "Phase1EncryptionAlgorithm.1.Value": "AES256-GCM-16",
      "Phase1IntegrityAlgorithm.1.Value": "SHA2-256",
      "Phase1DHGroupNumber.1.Value": "14",
      "Phase2EncryptionAlgorithm.1.Value": "AES256-GCM-16",
      "Phase2IntegrityAlgorithm.1.Value": "SHA2-256",
      "Phase2DHGroupNumber.1.Value": "14",
      Phase1LifetimeSeconds: "28800",
      Phase2LifetimeSeconds: "3600",
      RekeyMarginTimeSeconds: "270",
      RekeyFuzzPercentage: "100",
      ReplayWindowSize: "1024",
      DPDTimeoutSeconds: "30",
      DPDTimeoutAction: "restart",
      StartupAction: "start",
      [`${logs}.LogEnabled`]: "true",
      [`${logs}.LogGroupArn`]: group,
      [`${logs}.LogOutputFormat`]: "json",
      [`${logs}.BgpLogEnabled`]: "true",
      [`${logs}.BgpLogGroupArn`]: group,
      [`${logs}.BgpLogOutputFormat`]: "json",
    });
    expect(first.stdout + first.stderr).not.toContain("Canary");

    const second = await change();
    expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining("nothing to do") });
    expect(aws.modifications).toHaveLength(4);
  });

  test("sends only the options that differ, to the tunnel that has them", async () => {
    differ("b1", { DPDTimeoutSeconds: 40 });

    expect(await change()).toMatchObject({ code: 0 });
    const cidr = tunnelOnAws("b1").insideCidr;
    expect(aws.modifications).toMatchObject([{ insideCidr: cidr, options: { DPDTimeoutSeconds: "30" } }]);
    expect(Object.keys(aws.modifications[0]?.options ?? {})).toEqual(["DPDTimeoutSeconds"]);
  });

  test("refuses a suite that Google Cloud does not have yet, unless told that it has", async () => {
    differ("a2", { Phase2DHGroupNumbers: [20] });

    const refused = await change();
    expect(refused).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("Phase2DHGroupNumbers 20 and not 14"),
    });
    expect(aws.modifications).toEqual([]);

    expect(await change("--suite")).toMatchObject({ code: 0 });
    expect(aws.modifications).toMatchObject([{ options: { "Phase2DHGroupNumber.1.Value": "14" } }]);
  });

  test("narrows a list that holds the declared value", async () => {
    differ("a1", { Phase1EncryptionAlgorithms: ["AES128", "AES256-GCM-16"] });

    const narrowed = await change();
    expect(narrowed, narrowed.stderr).toMatchObject({ code: 0 });
    expect(aws.modifications).toMatchObject([
      { options: { "Phase1EncryptionAlgorithm.1.Value": "AES256-GCM-16" } },
    ]);
  });

  test("does not touch a tunnel while another one is down", async () => {
    for (const id of ["a1", "b2"]) differ(id, { DPDTimeoutSeconds: 40 });
    world.broken.add(tunnelOnAws("b2").insideCidr);
    world.wait(1);

    const result = await change();
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("b2 is DOWN") });
    expect(aws.modifications).toEqual([]);
  });

  test("gives up waiting for a tunnel that does not come up, and touches no other", async () => {
    for (const { id } of topology.tunnels) differ(id, { DPDTimeoutSeconds: 40 });
    aws.pace.back = 100_000;

    const result = await folder.run(script, "--timeout", "3");
    expect(result).toMatchObject({ code: 4, stderr: expect.stringContaining("until tunnel a1 is up: DOWN") });
    expect(aws.modifications).toHaveLength(1);
  });

  test("waits for a modification that is under way before it starts its own", async () => {
    differ("a1", { StartupAction: "add" });
    aws.pace.late = 0;
    aws.pace.modifying = 12;
    applyModification(aws, tunnelOnAws("b1"), {
      options: {},
      preSharedKey: undefined,
      insideCidr: undefined,
    });

    expect(await change()).toMatchObject({ code: 0 });
    expect(aws.modifications).toMatchObject([{ options: { StartupAction: "start" } }]);
    expect(worst(world).modifying).toBe(1);
  });

  test("with --dry-run prints the command and changes nothing", async () => {
    differ("a1", { DPDTimeoutAction: "clear" });

    const result = await change("--dry-run");
    expect(result).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('{"DPDTimeoutAction":"restart"}'),
    });
    expect(result.stdout).toMatch(/^ +DPDTimeoutAction +restart +not set$/m);
    expect(aws.modifications).toEqual([]);
  });

  test("with --first-deployment asks for no tunnel to be up, and waits for none", async () => {
    breakAll();
    differ("b2", { Phase1IntegrityAlgorithms: ["SHA2-512"] });

    expect(await change("--first-deployment")).toMatchObject({ code: 0 });
    expect(aws.modifications).toMatchObject([
      {
        insideCidr: tunnelOnAws("b2").insideCidr,
        options: { "Phase1IntegrityAlgorithm.1.Value": "SHA2-256" },
      },
    ]);
  });

  test("with --tunnel changes that one only", async () => {
    for (const id of ["a2", "b1"]) differ(id, { DPDTimeoutSeconds: 40 });
    expect(await change("--tunnel", "a2")).toMatchObject({ code: 0 });
    expect(aws.modifications.map(({ insideCidr }) => insideCidr)).toEqual([tunnelOnAws("a2").insideCidr]);
    expect(await change("--tunnel", "c1")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("'c1'"),
    });
  });

  test("with --new-key gives one tunnel its pending key, and shows it to nobody", async () => {
    expect(await change("--new-key")).toMatchObject({ code: 2, stderr: expect.stringContaining("--tunnel") });
    const give = (...args: string[]) => change("--tunnel", "b2", "--new-key", "--no-wait-up", ...args);
    expect(await give()).toMatchObject({ code: 3, stderr: expect.stringContaining("secrets.sh rotate") });
    expect(aws.modifications).toEqual([]);

    const key = "Pending.key_0042_xxxxxxxxxxxxxxxx";
    const secret = aws.secrets.get(topology.tunnels[3]?.awsSecret ?? "");
    secret?.versions.push({ id: "pending", text: key, stages: new Set(["AWSPENDING"]) });
    const shown = await give("--dry-run");
    expect(shown).toMatchObject({ code: 0, stderr: expect.stringContaining("(the pending key)") });
    expect(aws.modifications).toEqual([]);

    const given = await give();
    expect(given, given.stderr).toMatchObject({ code: 0 });
    expect(tunnelOnAws("b2").preSharedKey).toBe(key);
    expect(aws.modifications.map(({ options }) => Object.keys(options))).toEqual([["PreSharedKey"]]);
    for (const { stdout, stderr } of [shown, given]) expect(stdout + stderr).not.toContain("Pending.key");
  });

  test("refuses --first-deployment where a tunnel is up", async () => {
    differ("a1", { DPDTimeoutSeconds: 40 });
    const result = await change("--first-deployment");
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("not the first deployment") });
    expect(aws.modifications).toEqual([]);
  });
});
