/** `gcloud.sh --print`: no CLI is called, and a shell reads the printed commands as exactly the arguments that are meant. */
import { rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  addresses,
  evaluate,
  inFolder,
  key,
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
    const file = inFolder("other.json");
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
    writeFileSync(inFolder("psk-versions.json"), JSON.stringify({ psk_versions: versions }));
    const commands = evaluate(print("gcp/gcloud.sh", "tunnels", "--print", "--psk-version", "b1=7").stdout);
    const accessed = commands.flatMap((words) => (words[1] === "secrets" ? [words[4]] : []));
    expect(accessed).toEqual(["4", "1", "7", "1"]);
    expect(commands.flat()).toContain("--description=Pre-shared key: version 7 of tokyo-psk-b1");
  });

  test("gives gcloud no secret that is not a key", () => {
    place(tokyo);
    writeAddresses();
    const text = print("gcp/gcloud.sh", "tunnels", "--print").stdout;
    for (const wrong of ["0starts.with.a.zero", "short", "with blanks in it", "$(id).or.more"])
      expect(evaluate(text, { KEY: wrong }).flat().join()).not.toContain("--shared-secret");
    expect(evaluate(text).flat().join()).toContain(`--shared-secret: "${key}"`);
  });

  test.each([["check"], ["session", "a1", "on"], ["replace", "a1"], ["gateway", "tunnels"]])(
    "is not for %s %s %s",
    (...step) => {
      place(tokyo);
      expect(print("gcp/gcloud.sh", ...step, "--print")).toMatchObject({ status: 2, stdout: "" });
    },
  );
});
