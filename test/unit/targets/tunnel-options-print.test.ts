/** `tunnel-options.sh --print`: no CLI is called, and a shell reads the printed commands as exactly the arguments that are meant. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  addresses,
  evaluate,
  given,
  place,
  print,
  startPrinting,
  stopPrinting,
  texts,
  tokyo,
  withText,
  writeAddresses,
} from "../../support/printed.ts";

beforeEach(startPrinting);
afterEach(stopPrinting);

describe("tunnel-options.sh --print", () => {
  const modify = ["aws", "ec2", "modify-vpn-tunnel-options"];

  test.each(texts)("prints what a shell reads as it is meant where every name is %s", (_, text) => {
    place(withText(text));
    writeAddresses();
    const { status, stdout, stderr } = print("aws/tunnel-options.sh", "--print", ...given);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const arn = `arn:aws:logs:eu-west-1:123456789012:log-group:${text}`;
    const commands = evaluate(stdout, { LOG_GROUP_ARN: arn });
    const rest = commands.map((words) => words.filter((_word, at) => at !== 8));
    expect(rest).toEqual(
      tokyo.tunnels.map(({ id, connection }) => [
        ...[...modify, "--vpn-connection-id", `vpn-0${connection}`, "--vpn-tunnel-outside-ip-address"],
        ...[addresses[id], "--tunnel-options", "--query", "VpnConnection.State"],
        ...["--region", text, "--output", "text"],
      ]),
    );
  });

  test("sets every declared option, and neither key nor inside CIDR", () => {
    place(tokyo);
    const { stdout } = print("aws/tunnel-options.sh", "--print");
    const variables = {
      LOG_GROUP_ARN: "arn:aws:logs:ap-northeast-1:123456789012:log-group:x",
      ...{ CONNECTION_A: "vpn-0a", CONNECTION_B: "vpn-0b" },
      ...{ AWS_A1: "52.196.10.11", AWS_A2: "52.196.20.12", AWS_B1: "54.64.30.21", AWS_B2: "54.64.40.22" },
    };
    for (const name of Object.keys(variables)) expect(stdout).toMatch(new RegExp(`^# +${name}: `, "m"));
    const commands = evaluate(stdout, variables);
    expect(commands.map((words) => [words[4], words[6]])).toEqual(
      tokyo.tunnels.map(({ id, connection }) => [`vpn-0${connection}`, addresses[id]]),
    );
    const group = variables.LOG_GROUP_ARN;
    for (const words of commands)
      expect(JSON.parse(words[8] ?? "")).toEqual({
        IKEVersions: [{ Value: "ikev2" }],
        Phase1EncryptionAlgorithms: [{ Value: "AES256-GCM-16" }],
        Phase1IntegrityAlgorithms: [{ Value: "SHA2-256" }],
        Phase1DHGroupNumbers: [{ Value: 14 }],
        Phase2EncryptionAlgorithms: [{ Value: "AES256-GCM-16" }],
        Phase2IntegrityAlgorithms: [{ Value: "SHA2-256" }],
        Phase2DHGroupNumbers: [{ Value: 14 }],
        Phase1LifetimeSeconds: 28800,
        Phase2LifetimeSeconds: 3600,
        RekeyMarginTimeSeconds: 270,
        RekeyFuzzPercentage: 100,
        ReplayWindowSize: 1024,
        DPDTimeoutSeconds: 30,
        DPDTimeoutAction: "restart",
        StartupAction: "start",
        EnableTunnelLifecycleControl: false,
        LogOptions: {
          CloudWatchLogOptions: {
            ...{ LogEnabled: true, LogGroupArn: group, LogOutputFormat: "json" },
            ...{ BgpLogEnabled: true, BgpLogGroupArn: group, BgpLogOutputFormat: "json" },
          },
        },
      });
    expect(stdout).not.toMatch(/PreSharedKey|TunnelInsideCidr/);
  });

  test("says that each command takes a tunnel down, one at a time, and what another suite needs", () => {
    place(tokyo);
    const { stdout } = print("aws/tunnel-options.sh", "--print");
    expect(stdout).toMatch(/# Each command takes its tunnel down .* one at a time/);
    expect(stdout).toMatch(/# If the suite of a running VPN changes, .* roll\.sh does both/);
  });

  test("takes the tunnel and addresses of flags", () => {
    place({ ...tokyo, aws: { ...tokyo.aws, logs: { ...tokyo.aws.logs, enabled: false } } });
    const flags = Object.entries(addresses).flatMap(([id, address]) => [
      "--outside-address",
      `${id}=${address}`,
    ]);
    const { stdout } = print("aws/tunnel-options.sh", "--print", "--tunnel", "b1", ...given, ...flags);
    expect(evaluate(stdout).map((words) => words.slice(0, 7))).toEqual([
      [...modify, "--vpn-connection-id", "vpn-0b", "--vpn-tunnel-outside-ip-address", addresses.b1],
    ]);
  });

  test.each([["--new-key"], ["--inside-cidr"]])("does not go with %s", (flag) => {
    place(tokyo);
    const { status } = print("aws/tunnel-options.sh", "--print", "--tunnel", "a1", flag);
    expect(status).toBe(2);
  });
});
