import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { compile } from "../../src/compile.ts";
import type { Diagnostic } from "../../src/diagnostic.ts";
import { arbitraryVpn } from "../support/arbitrary.ts";
import type { VpnDocument } from "../support/arbitrary-ground.ts";
import { type Artifacts, artifact, artifactsOf, withAllTargets } from "../support/artifacts.ts";
import { readTemplate } from "../support/cloudformation.ts";
import { optionsOfScript } from "../support/ends.ts";
import { concerns, type Leaf, leavesOf } from "../support/leaves.ts";
import { readAllSettings } from "../support/settings.ts";

const seed = 20260816;
const sample = fc.sample(arbitraryVpn(), { seed, numRuns: 25 });

test("a random valid file has no error", () => {
  for (const { text } of sample) expect(errorsIn(text), text).toEqual([]);
});

test("a random valid file becomes YAML and bash without a mistake, line by line printable", () => {
  const artifacts = sample.map(({ text }) => artifactsOf(text));
  const all = artifacts.flatMap((files) => Object.entries(files));
  for (const [name, text] of all) {
    expect(text, name).toMatch(/^[^\p{Cc}]([^\p{Cc}]|[\n\t])*\n$/u);
    if (name.endsWith(".yaml")) {
      const { errors } = parseDocument(text, { version: "1.1", logLevel: "silent" });
      expect(errors, text).toEqual([]);
      expect(Object.keys(readTemplate(text).Resources), text).not.toEqual([]);
    }
  }
  expectBash([...new Set(all.filter(([name]) => name.endsWith(".sh")).map(([, text]) => text))]);
});

test("nothing that the user wrote is dropped without a word", () => {
  const texts = sample.map(({ document }) => withAllTargets(document));
  const emitted = texts.map((text) => artifactsOf(text));
  const data = readAllSettings(emitted.map((artifacts) => artifact(artifacts, "settings.sh")));
  const dropped = new Set<string>();
  sample.forEach(({ document }, index) => {
    const artifacts = emitted[index] ?? {};
    const seen = seenIn(artifacts, data[index]);
    const { diagnostics } = compile([{ path: "vpn.yaml", text: texts[index] ?? "" }]);
    for (const leaf of leavesOf(document)) {
      const key = patternOf(leaf.path);
      if (key in onlyChecked || diagnostics.some((finding) => speaksOf(finding, leaf))) continue;
      if (idle[key]?.(document, leaf)) continue;
      const appears = spellings[key] ?? ((value: string, { all }: Seen) => hasWord(all, value));
      if (!appears(String(leaf.value), seen, { document, leaf })) dropped.add(`${key}: ${leaf.value}`);
    }
  });
  expect([...dropped]).toEqual([]);
});

/** Keys that no artifact shows, and why. */
const onlyChecked: Readonly<Record<string, string>> = {
  version: "says how to read the file",
  "gcp.networkMtu": "compared with what the VPN carries",
  "gcp.routingMode": "compared with the regions and the limits of the gateway",
  "tunnels.ipVersion": "can only be 4",
  "output.targets.*": "all of them are asked for here",
};

/** Keys that another key makes idle, and when. */
const idle: Readonly<Record<string, (document: VpnDocument, leaf: Leaf) => boolean>> = {
  // Whose ranges, route tables and security groups they are: with an existing gateway nothing else needs it.
  "aws.vpcs.*.id": ({ aws }) => aws.gateway.id !== undefined,
  // Nothing is emitted for a VPC of which other teams do everything.
  "aws.vpcs.*.account": ({ aws }, { path }) => {
    const vpc = aws.vpcs[Number(path[2])];
    return !vpc?.subnets && vpc?.routeTables === "external" && vpc.securityGroups === "external";
  },
  // What exists already, or is another team\'s, keeps what it has; output/no-effect says so.
  "aws.logs.retentionDays": ({ aws }) => aws.logs?.existing === true,
  "gcp.keepalive": ({ gcp }) => gcp.router?.existing === true,
  "names.aws.gateway": ({ aws }) => aws.gateway.id !== undefined,
  "names.gcp.firewall": ({ gcp }) => gcp.firewall === "external",
};

/** What the artifacts say, in forms in which it can be looked for. */
interface Seen {
  readonly artifacts: Artifacts;
  /** Templates and settings as JSON, the options of the script in the API's form, and all other texts. */
  readonly all: string;
}

function seenIn(artifacts: Artifacts, settings: unknown): Seen {
  const texts = Object.entries(artifacts).map(([name, text]) =>
    name.endsWith(".yaml") ? JSON.stringify(readTemplate(text)) : name.endsWith(".sh") ? "" : text,
  );
  const options = JSON.stringify(optionsOfScript(artifacts));
  return { artifacts, all: [...texts, JSON.stringify(settings), options].join("\n") };
}

type Appears = (
  value: string,
  seen: Seen,
  where: { readonly document: VpnDocument; readonly leaf: Leaf },
) => boolean;

const as =
  (...forms: ((value: string) => string)[]): Appears =>
  (value, { all }) =>
    forms.every((form) => all.includes(form(value)));
const asVariable = (name: string) => as((value) => `"${name}":${JSON.stringify(value)}`);
const asNumber = (...names: string[]) => as(...names.map((name) => (value: string) => `"${name}":${value}`));
const asChoice = (...names: string[]) =>
  as(
    ...names.map(
      (name) => (value: string) => `"${name}":[{"Value":${/^\d+$/.test(value) ? value : `"${value}"`}}]`,
    ),
  );
const yesOrNo = (name: string) => as((value) => `"${name}":"${value === "true" ? "yes" : "no"}"`);
const filledIn: Appears = (value, { all }, { document }) =>
  ["a1", "a2", "b1", "b2"].every((tunnel) =>
    all.includes(`"${value.replaceAll("{name}", document.name).replaceAll("{tunnel}", tunnel)}"`),
  );

/** How a value is written where it is not written as it is. */
const spellings: Readonly<Record<string, Appears>> = {
  "aws.asn": asVariable("AWS_ASN"),
  "aws.gateway.type": as((type) => (type === "vgw" ? '"VpnGatewayId"' : '"TransitGatewayId"')),
  "aws.gateway.bandwidth": as((value) => `"TunnelBandwidth":"${value}"`),
  "aws.gateway.routeTables.associate": asVariable("ASSOCIATE"),
  "aws.vpcs.*.routeTables": as(() => "Route tables of"),
  "aws.vpcs.*.securityGroups": as(() => "Security groups in"),
  "aws.vpcs.*.securityGroups.*.allow.*": as((entry) => {
    const [protocol, ports = ""] = entry.split("/");
    const [from, to = from] = ports.split("-");
    if (protocol === "all") return '"IpProtocol":"-1"';
    return `"IpProtocol":"${protocol}","FromPort":${from || -1},"ToPort":${to || -1}`;
  }),
  "aws.tunnelOptions": (value, { artifacts }) =>
    artifacts["aws/cloudformation.yaml"]?.includes("StartupAction") === (value === "template"),
  "aws.logs.group": asVariable("LOG_GROUP"),
  "aws.logs.existing": (value, { all }) => all.includes('"AWS::Logs::LogGroup"') === (value === "false"),
  "aws.logs.retentionDays": asNumber("RetentionInDays"),
  "aws.logs.format": as((value) => `"LogOutputFormat":"${value}"`),
  "aws.logs.bgp": asNumber("BgpLogEnabled"),
  "aws.tags.*": (value, { all }, { leaf }) =>
    all.includes(JSON.stringify({ Key: String(leaf.path.at(-1)), Value: value })),
  "gcp.asn": asVariable("GCP_ASN"),
  "gcp.network": asVariable("NETWORK"),
  "gcp.router.name": asVariable("ROUTER"),
  "gcp.router.existing": yesOrNo("ROUTER_EXISTING"),
  "gcp.gateway.name": asVariable("GATEWAY"),
  "gcp.gateway.existing": yesOrNo("GATEWAY_EXISTING"),
  "gcp.advertise.*": (value, { all }) => hasWord(all, value === "all-subnets" ? "ALL_SUBNETS" : value),
  "gcp.keepalive": as((value) => `keepalive_interval = ${value}`),
  "gcp.firewall": as(() => "Firewall of the network"),
  "gcp.firewall.allow.*": as((entry) => `"${entry.replace("/", ":")}"`),
  "gcp.labels.*": (value, { all }, { leaf }) => all.includes(JSON.stringify(`${leaf.path.at(-1)}=${value}`)),
  "ipsec.ikeVersion": as((value) => `"IKEVersions":[{"Value":"ikev${value}"}]`),
  "ipsec.encryption": asChoice("Phase1EncryptionAlgorithms", "Phase2EncryptionAlgorithms"),
  "ipsec.integrity": asChoice("Phase1IntegrityAlgorithms", "Phase2IntegrityAlgorithms"),
  "ipsec.dhGroup": asChoice("Phase1DHGroupNumbers", "Phase2DHGroupNumbers"),
  "ipsec.lifetimes.phase1": asNumber("Phase1LifetimeSeconds"),
  "ipsec.lifetimes.phase2": asNumber("Phase2LifetimeSeconds"),
  "ipsec.rekey.margin": asNumber("RekeyMarginTimeSeconds"),
  "ipsec.rekey.fuzz": asNumber("RekeyFuzzPercentage"),
  "ipsec.dpd.timeout": asNumber("DPDTimeoutSeconds"),
  "ipsec.dpd.action": asVariable("DPDTimeoutAction"),
  "ipsec.startup": asVariable("StartupAction"),
  "ipsec.replayWindow": asNumber("ReplayWindowSize"),
  "preSharedKeys.source": asVariable("SOURCE"),
  "preSharedKeys.sops.file": as((value) => `/${value}"`),
  "preSharedKeys.aws.secrets": filledIn,
  "preSharedKeys.aws.storage": asVariable("PreSharedKeyStorage"),
  "preSharedKeys.gcp.secrets": filledIn,
  "preSharedKeys.gcp.project": asVariable("KEY_PROJECT"),
  "workloads.*.mtu": as((value) => `MTU ${value}`),
  "output.directory": (value, _, { document }) => folderOf(document).startsWith(`${value}/`),
  "output.terraform.form": (value, { artifacts }) =>
    "gcp/terraform/providers.tf" in artifacts === (value === "root"),
};

/** The path with * for each index, and for each key that the user made up. */
function patternOf(path: Leaf["path"]): string {
  const made = ["aws.tags", "gcp.labels"].includes(path.slice(0, 2).join("."));
  return path
    .map((step, index) => (typeof step === "number" || (made && index === 2) ? "*" : step))
    .join(".");
}

function hasWord(text: string, word: string): boolean {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\w-])${literal}(?![\\w-])`, "u").test(text);
}

function speaksOf({ place, severity }: Diagnostic, { path }: Leaf): boolean {
  return severity === "warning" && "path" in place && concerns(place.path, path);
}

function folderOf(document: VpnDocument): string {
  return compile([{ path: "vpn.yaml", text: withAllTargets(document) }]).folders[0]?.folder ?? "";
}

function errorsIn(text: string): readonly Diagnostic[] {
  return compile([{ path: "vpn.yaml", text }]).diagnostics.filter(({ severity }) => severity === "error");
}

/** One bash that reads each script without running it. */
function expectBash(scripts: readonly string[]): void {
  const folder = mkdtempSync(path.join(tmpdir(), "vpngen-round-trip-"));
  scripts.forEach((text, index) => {
    writeFileSync(path.join(folder, `${index}.sh`), text);
  });
  const check = 'for script in *.sh; do bash -n "$script" || exit; done';
  execFileSync("bash", ["-c", check], { cwd: folder, stdio: "pipe" });
  rmSync(folder, { recursive: true });
}
