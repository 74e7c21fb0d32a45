/** tunnel-options.sh with the real aws CLI, against a stub of AWS that answers in any order and takes its time. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Topology } from "../../src/topology/topology.ts";
import { exampleTopology } from "../support/examples.ts";
import { requireTool } from "./require.ts";
import { tokyoOptions } from "./stub-aws/declared.ts";
import { type ScriptFolder, scriptFolder } from "./stub-aws/scripts.ts";
import { connectionIds, type StubAws, startStubAws } from "./stub-aws/start.ts";

requireTool("aws")("tunnel-options.sh", () => {
  const script = "aws/tunnel-options.sh";
  let topology: Topology;
  let aws: StubAws;
  let folder: ScriptFolder;

  beforeEach(async () => {
    topology = exampleTopology("examples/tokyo/vpn.yaml");
    aws = await startStubAws(topology);
    folder = scriptFolder(topology, aws.env);
  });
  afterEach(async () => {
    folder.remove();
    await aws.stop();
  });

  const tunnelsOnAws = () => [...aws.vpn.connections.values()].flatMap(({ tunnels }) => tunnels);
  const tunnelOnAws = (id: string) => {
    const cidr = topology.tunnels.find((tunnel) => tunnel.id === id)?.insideCidr;
    const found = tunnelsOnAws().find(({ insideCidr }) => insideCidr === cidr);
    if (!found) throw new Error(`no tunnel ${id} in the stub`);
    return found;
  };
  const change = (...args: string[]) => folder.run(script, "--poll", "0", ...args);

  test("changes every tunnel, one at a time and only while the others are up, then finds nothing to do", async () => {
    const first = await folder.run(script, "--poll", "1");

    expect(first).toMatchObject({ code: 0 });
    const cidrs = topology.tunnels.map(({ insideCidr }) => insideCidr);
    expect(aws.vpn.modifications.map(({ insideCidr }) => insideCidr)).toEqual(cidrs);
    for (const modification of aws.vpn.modifications) {
      expect(modification.up).toHaveLength(4);
      expect(modification.busy).toEqual([]);
    }
    const group = "arn:aws:logs:ap-northeast-1:123456789012:log-group:/aws/vendedlogs/tokyo-vpn";
    const logs = "LogOptions.CloudWatchLogOptions";
    expect(aws.vpn.modifications[0]?.options).toEqual({
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
    expect(first.stdout + first.stderr).not.toContain("CANARY");

    const second = await change();
    expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining("nothing to do") });
    expect(aws.vpn.modifications).toHaveLength(4);
  });

  /** As after a whole deployment, but for what a test then changes. */
  function settle() {
    for (const tunnel of tunnelsOnAws()) tunnel.options = { ...tokyoOptions };
    aws.vpn.pace = { late: 0, modifying: 1, down: 0 };
  }

  test("sends only the options that differ, to the tunnel that has them", async () => {
    settle();
    tunnelOnAws("b1").options.dpdTimeoutSeconds = 40;

    expect(await change()).toMatchObject({ code: 0 });
    const cidr = tunnelOnAws("b1").insideCidr;
    expect(aws.vpn.modifications).toMatchObject([{ insideCidr: cidr, options: { DPDTimeoutSeconds: "30" } }]);
    expect(Object.keys(aws.vpn.modifications[0]?.options ?? {})).toEqual(["DPDTimeoutSeconds"]);
  });

  test("refuses a suite that Google Cloud does not have yet, unless told that it has", async () => {
    settle();
    tunnelOnAws("a2").options.phase2DHGroupNumberSet = [{ value: 20 }];

    const refused = await change();
    expect(refused).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("Phase2DHGroupNumbers 20 and not 14"),
    });
    expect(aws.vpn.modifications).toEqual([]);

    expect(await change("--suite")).toMatchObject({ code: 0 });
    expect(aws.vpn.modifications).toMatchObject([{ options: { "Phase2DHGroupNumber.1.Value": "14" } }]);
  });

  test("narrows a list that holds the declared value", async () => {
    settle();
    tunnelOnAws("a1").options.phase1EncryptionAlgorithmSet = [
      { value: "AES128" },
      { value: "AES256-GCM-16" },
    ];

    expect(await change()).toMatchObject({ code: 0 });
    expect(aws.vpn.modifications).toMatchObject([
      { options: { "Phase1EncryptionAlgorithm.1.Value": "AES256-GCM-16" } },
    ]);
  });

  test("does not touch a tunnel while another one is down", async () => {
    tunnelOnAws("b2").reachable = false;

    const result = await change();
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("b2 is DOWN") });
    expect(aws.vpn.modifications).toEqual([]);
  });

  test("gives up waiting for a tunnel that does not come up, and touches no other", async () => {
    aws.vpn.pace = { late: 0, modifying: 0, down: 1000 };

    const result = await change("--timeout", "1");
    expect(result).toMatchObject({ code: 4, stderr: expect.stringContaining("until tunnel a1 is up: DOWN") });
    expect(aws.vpn.modifications).toHaveLength(1);
  });

  test("waits for a modification that is under way before it starts its own", async () => {
    settle();
    tunnelOnAws("a1").options.startupAction = "add";
    aws.vpn.connections.get(connectionIds.b)?.upcoming.push(...Array.from({ length: 9 }, () => "modifying"));

    expect(await change()).toMatchObject({ code: 0 });
    expect(aws.vpn.modifications).toMatchObject([{ busy: [], options: { StartupAction: "start" } }]);
  });

  test("with --dry-run prints the command and changes nothing", async () => {
    settle();
    tunnelOnAws("a1").options.dpdTimeoutAction = "clear";

    const result = await change("--dry-run");
    expect(result).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('{"DPDTimeoutAction":"restart"}'),
    });
    expect(result.stdout).toMatch(/^ +DPDTimeoutAction +restart +clear$/m);
    expect(aws.vpn.modifications).toEqual([]);
  });

  test("with --first-deployment asks for no tunnel to be up, and waits for none", async () => {
    settle();
    for (const tunnel of tunnelsOnAws()) tunnel.reachable = false;
    tunnelOnAws("b2").options.phase2IntegrityAlgorithmSet = [{ value: "SHA2-512" }];

    expect(await change("--first-deployment")).toMatchObject({ code: 0 });
    expect(aws.vpn.modifications).toMatchObject([
      {
        insideCidr: tunnelOnAws("b2").insideCidr,
        options: { "Phase2IntegrityAlgorithm.1.Value": "SHA2-256" },
      },
    ]);
  });

  test("refuses --first-deployment where a tunnel is up", async () => {
    const result = await change("--first-deployment");
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining("no first deployment") });
    expect(aws.vpn.modifications).toEqual([]);
  });
});
