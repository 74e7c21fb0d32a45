/** `--print`: no CLI is called, and a shell reads the printed commands as exactly the arguments that are meant. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Topology } from "../../../src/topology/topology.ts";
import { exampleTopology } from "../../support/examples.ts";
import { hostileTexts } from "../../support/hostile-values.ts";
import { scriptsWith } from "../../support/scripts.ts";

const tokyo = exampleTopology("examples/tokyo/vpn.yaml");
const addresses = { a1: "52.196.10.11", a2: "52.196.20.12", b1: "54.64.30.21", b2: "54.64.40.22" };
const given = ["--connection-a", "vpn-0a", "--connection-b", "vpn-0b"];
/** Made up. */
const key = "hT4gM9wRb2KqX7cVn8YdZe5jF3pL6sAo";

let home: string;
let folder: string;
const calls = () => path.join(home, "calls");
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "vpngen-print-"));
  folder = path.join(home, "it's $(exit 3)");
  writeFileSync(calls(), "");
});
afterEach(() => rmSync(home, { recursive: true }));

function place(topology: Topology) {
  for (const [file, text] of Object.entries(scriptsWith(topology, "gcloud", "tunnel-options"))) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text, { mode: 0o755 });
  }
}

const writeAddresses = (name = "aws-addresses.json") =>
  writeFileSync(path.join(folder, name), JSON.stringify({ aws_outside_addresses: addresses }));

/** Runs a script with CLIs that only note that somebody called them. */
function print(script: string, ...args: readonly string[]) {
  const bin = path.join(home, "bin");
  writeFileSync(calls(), "");
  mkdirSync(bin, { recursive: true });
  for (const cli of ["aws", "gcloud"])
    writeFileSync(path.join(bin, cli), `#!/bin/sh\necho called >>'${calls()}'\nexit 9\n`, { mode: 0o755 });
  const { status, stdout, stderr } = spawnSync(path.join(folder, script), args, {
    cwd: home,
    env: { PATH: `${bin}:${process.env.PATH}`, HOME: home },
    encoding: "utf8",
  });
  expect(readFileSync(calls(), "utf8")).toBe("");
  return { status, stdout, stderr };
}

/** Runs printed commands where aws and gcloud are functions, and returns their arguments and what they read. */
function evaluate(text: string, variables: Readonly<Record<string, string>> = {}): string[][] {
  const stub = `note() { printf '%s\\0' "$#" "$@" >>"$CALLS"; }
aws() { note aws "$@"; }
gcloud() {
  case "$*" in
  'secrets versions access '*) note gcloud "$@"; printf %s ${key} ;;
  *' --flags-file=/dev/stdin '*) note gcloud "$@" "$(cat)" ;;
  *) note gcloud "$@" ;;
  esac
}
`;
  const result = spawnSync("bash", ["--norc", "-euo", "pipefail", "-c", stub + text], {
    cwd: home,
    env: { PATH: process.env.PATH, CALLS: calls(), ...variables },
    encoding: "utf8",
  });
  expect(result, result.stderr).toMatchObject({ status: 0, stdout: "", stderr: "" });
  const words = readFileSync(calls(), "utf8").split("\0");
  const commands: string[][] = [];
  for (let at = 0; at < words.length - 1; ) {
    const count = Number(words[at]);
    commands.push(words.slice(at + 1, at + 1 + count));
    at += 1 + count;
  }
  return commands;
}

/** Every name and text of a VPN that commands contain is `text`. */
function withText(text: string): Topology {
  const resource = { name: text, existing: false };
  const tunnels = tokyo.tunnels.map((tunnel) => ({
    ...tunnel,
    gcpSecret: text,
    names: { tunnel: text, interface: text, peer: text },
  }));
  return {
    ...tokyo,
    name: text,
    tunnels,
    aws: { ...tokyo.aws, region: text, stackName: text, logs: { ...tokyo.aws.logs, group: text } },
    gcp: {
      ...tokyo.gcp,
      project: text,
      region: text,
      network: text,
      router: resource,
      gateway: resource,
      externalGatewayName: text,
      firewall: { ...tokyo.gcp.firewall, name: text },
      labels: [{ key: "team", value: text }],
    },
    keys: { ...tokyo.keys, gcpProject: text },
  };
}

/** The commands of both steps where every text is `text`. */
function gcloudCommands(text: string): string[][] {
  const project = `--project=${text}`;
  const place = [project, `--region=${text}`];
  const labels = `--update-labels=team=${text}`;
  const compute = ["gcloud", "compute"];
  const beta = ["gcloud", "beta", "compute"];
  const interfaces = Object.values(addresses).map((address, at) => `${at}=${address}`);
  return [
    [...compute, "vpn-gateways", "create", text, `--network=${text}`, ...place],
    [...compute, "vpn-gateways", "update", text, labels, ...place],
    [
      ...compute,
      "routers",
      "create",
      text,
      `--network=${text}`,
      "--asn=64512",
      "--keepalive-interval=20",
      ...place,
    ],
    [
      ...[
        ...compute,
        "firewall-rules",
        "create",
        text,
        "--allow=tcp:443,icmp",
        "--source-ranges=10.20.0.0/16",
      ],
      ...[`--network=${text}`, "--direction=INGRESS"],
      ...[`--description=Lets in what AWS sends through the VPN ${text} in ${text}`, project],
    ],
    [...compute, "vpn-gateways", "describe", text, "--format=yaml(vpnInterfaces)", ...place],
    [...compute, "external-vpn-gateways", "create", text, `--interfaces=${interfaces.join()}`, project],
    [...compute, "external-vpn-gateways", "update", text, labels, project],
    ...tokyo.tunnels.flatMap((tunnel) => [
      ["gcloud", "secrets", "versions", "access", "1", `--secret=${text}`, project],
      [
        ...[...beta, "vpn-tunnels", "create", text, `--vpn-gateway=${text}`],
        ...[`--interface=${tunnel.gatewayInterface}`, `--peer-external-gateway=${text}`],
        ...[
          `--peer-external-gateway-interface=${tunnel.peerInterface}`,
          `--router=${text}`,
          "--ike-version=2",
        ],
        `--description=Pre-shared key: version 1 of ${text}`,
        ...["--phase1-encryption=AES-GCM-16-256", "--phase1-prf=PRF-HMAC-SHA2-256", "--phase1-dh=Group-14"],
        ...[
          "--phase2-encryption=AES-GCM-16-256",
          "--phase2-pfs=Group-14",
          "--flags-file=/dev/stdin",
          ...place,
        ],
        `--shared-secret: "${key}"`,
      ],
      [...beta, "vpn-tunnels", "update", text, labels, ...place],
      [
        ...[...compute, "routers", "add-interface", text, `--interface-name=${text}`, `--vpn-tunnel=${text}`],
        ...[`--ip-address=${tunnel.gcpInside}`, "--mask-length=30", ...place],
      ],
      [
        ...[...compute, "routers", "add-bgp-peer", text, `--peer-name=${text}`, `--interface=${text}`],
        ...["--peer-asn=65000", `--peer-ip-address=${tunnel.awsInside}`, "--advertisement-mode=CUSTOM"],
        ...["--advertised-route-priority=100", "--set-advertisement-groups=ALL_SUBNETS"],
        ...["--set-advertisement-ranges=", ...place],
      ],
    ]),
  ];
}

/** All that a variable of a shell can hold, in one; and those of which it matters how they begin or end. */
const texts: [what: string, text: string][] = [
  [
    "all hostile texts",
    Object.values(hostileTexts)
      .filter((text) => !/\0|\ud800$/.test(text) && text.length < 1000)
      .join(" "),
  ],
  ...["quotes", "an option", "a comment", "a backslash", "a home", "spaces around"].map(
    (what): [string, string] => [what, hostileTexts[what] ?? ""],
  ),
];

describe("gcloud.sh --print", () => {
  test.each(texts)("prints what a shell reads as it is meant where every name is %s", (_, text) => {
    place(withText(text));
    writeAddresses();
    const { status, stdout, stderr } = print("gcp/gcloud.sh", "--print");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(evaluate(stdout)).toEqual(gcloudCommands(text));
  });

  test("prints each step alone, and both in their order without one", () => {
    place(tokyo);
    const [gateway = "", tunnels = "", both = ""] = [["gateway"], ["tunnels"], []].map(
      (step) => print("gcp/gcloud.sh", ...step, "--print").stdout,
    );
    const [, , ...gatewayGroups] = gateway.split("\n");
    const [, , ...tunnelGroups] = tunnels.split("\n");
    expect(both.split("\n").slice(2)).toEqual([...gatewayGroups.slice(0, -1), ...tunnelGroups]);
    expect(gateway).not.toMatch(/tunnels create|Step 2/);
    expect(tunnels).not.toMatch(/routers create|Step 1/);
    expect(both).not.toContain("--shared-secret=");
  });

  test("has variables for AWS's addresses, unless a file has them", () => {
    place(tokyo);
    const { stdout } = print("gcp/gcloud.sh", "tunnels", "--print");
    expect(stdout).toMatch(/^# +AWS_B2: tunnel with the inside CIDR 169\.254\.11\.4\/30, VPN connection b$/m);
    const variables = Object.entries(addresses).map(([id, address]) => [`AWS_${id.toUpperCase()}`, address]);
    const external = ["gcloud", "compute", "external-vpn-gateways", "create", "tokyo-aws"];
    const all = "--interfaces=0=52.196.10.11,1=52.196.20.12,2=54.64.30.21,3=54.64.40.22";
    expect(evaluate(stdout, Object.fromEntries(variables))[0]).toEqual([
      ...external,
      all,
      "--project=media-prod",
    ]);

    writeAddresses("other.json");
    const file = path.join(folder, "other.json");
    expect(print("gcp/gcloud.sh", "tunnels", "--print", "--aws-addresses", file).stdout).toContain(
      `  ${all} \\\n`,
    );
    rmSync(file);
    expect(print("gcp/gcloud.sh", "tunnels", "--print", "--aws-addresses", file)).toMatchObject({
      status: 3,
    });
  });

  test("creates nothing that exists already, and no firewall rule that others look after", () => {
    place({
      ...tokyo,
      gcp: {
        ...tokyo.gcp,
        gateway: { name: "shared", existing: true },
        router: { name: "backbone", existing: true },
        firewall: { external: true, name: "", allow: [] },
      },
    });
    const { stdout } = print("gcp/gcloud.sh", "gateway", "--print");
    expect(evaluate(stdout).map(([, , ...words]) => words.slice(0, 3))).toEqual([
      ["vpn-gateways", "describe", "shared"],
    ]);
    expect(stdout).toContain("# Step 1. HA VPN gateway shared: it exists already");
    expect(stdout).toContain("# Step 1. Cloud Router backbone: it exists already");
    expect(stdout).toContain("# Step 1. Firewall rule: vpn.yaml declares none");
  });

  test("names the version of a key that the files or a flag say", () => {
    place(tokyo);
    writeAddresses();
    const versions = { a1: "4", a2: "1", b1: "1", b2: "1" };
    writeFileSync(path.join(folder, "psk-versions.json"), JSON.stringify({ psk_versions: versions }));
    const commands = evaluate(print("gcp/gcloud.sh", "tunnels", "--print", "--psk-version", "b1=7").stdout);
    const accessed = commands.flatMap((words) => (words[1] === "secrets" ? [words[4]] : []));
    expect(accessed).toEqual(["4", "1", "7", "1"]);
    expect(commands.flat()).toContain("--description=Pre-shared key: version 7 of tokyo-psk-b1");
  });

  test("gives gcloud no secret that is not a key", () => {
    place(tokyo);
    writeAddresses();
    const text = print("gcp/gcloud.sh", "tunnels", "--print").stdout;
    for (const wrong of ["0starts.with.a.zero", "short", "with blanks in it", "$(id).or.more"]) {
      writeFileSync(calls(), "");
      const commands = evaluate(`key=${JSON.stringify(wrong).replace("$", "\\$")}
${stubbed(text)}`);
      expect(commands.flat().join()).not.toContain("--shared-secret");
    }
  });

  test.each([["check"], ["session", "a1", "on"], ["replace", "a1"], ["gateway", "tunnels"]])(
    "is not for %s %s %s",
    (...step) => {
      place(tokyo);
      expect(print("gcp/gcloud.sh", ...step, "--print")).toMatchObject({ status: 2, stdout: "" });
    },
  );
});

/** The text with a gcloud whose secret is `$key`. */
const stubbed = (text: string) =>
  `gcloud() {
  case "$*" in
  'secrets versions access '*) printf %s "$key" ;;
  *' --flags-file=/dev/stdin '*) note "$(cat)" ;;
  *) note ;;
  esac
}
${text}`;

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

  test("says that each command takes a tunnel down, one at a time", () => {
    place(tokyo);
    expect(print("aws/tunnel-options.sh", "--print").stdout).toMatch(
      /# Each command takes its tunnel down .* one at a time/,
    );
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
