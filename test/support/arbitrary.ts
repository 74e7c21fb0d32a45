/** Random valid `vpn.yaml` documents, covering the whole language. */
import fc, { type Arbitrary } from "fast-check";
import { stringify } from "yaml";
import * as aws from "../../src/facts/aws.ts";
import * as gcp from "../../src/facts/gcp.ts";
import { awsWithTgw, awsWithVgw } from "./arbitrary-aws.ts";
import { type Ground, ground, ranges, type VpnDocument } from "./arbitrary-ground.ts";
import { amongst, gcpLabels, insideCidrs, resourceName, traffic, upTo, whole } from "./arbitrary-values.ts";

/** A valid file: its text, and what stands in it. */
export interface ArbitraryVpn {
  readonly text: string;
  readonly document: VpnDocument;
}

/**
 * Files that no rule finds an error in; some earn a warning or a hint. The text is YAML in block style or
 * JSON, which is YAML too.
 */
export function arbitraryVpn(): Arbitrary<ArbitraryVpn> {
  return fc
    .tuple(vpnDocument(), fc.boolean())
    .map(([document, json]) => ({ document, text: json ? JSON.stringify(document) : stringify(document) }));
}

/** The same document with the keys of every map in reverse order. */
export function withKeysReversed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withKeysReversed) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, inner]) => [key, withKeysReversed(inner)])) as T;
}

/** The sections that hang on nothing else. */
const independent = {
  ipsec: ipsecOf(),
  tunnels: fc.record(
    { insideCidrs, lifecycleControl: fc.boolean(), ipVersion: fc.constant(4) },
    { requiredKeys: [] },
  ),
  preSharedKeys: preSharedKeysOf(),
  workloads: upTo(3, workloadOf()),
  output: outputOf(),
};

function vpnDocument(): Arbitrary<VpnDocument> {
  const kinds = fc.record({ ground, gateway: fc.constantFrom("vgw", "tgw") });
  const any = kinds.chain(({ ground, gateway }) =>
    fc.record(
      {
        version: fc.constant(1 as const),
        name: fc.constant(ground.name),
        aws: gateway === "vgw" ? awsWithVgw(ground) : awsWithTgw(ground),
        gcp: gcpSide(ground),
        names: names(ground.name),
        ...independent,
      },
      { requiredKeys: ["version", "name", "aws", "gcp"] },
    ),
  );
  return any.map(withOptionsScript);
}

/** Whoever leaves the tunnels' options to the script asks for the script. */
function withOptionsScript(document: VpnDocument): VpnDocument {
  const { aws, output } = document;
  const { targets = ["tunnel-options"] } = output ?? {};
  if (aws.tunnelOptions !== "script" || targets.includes("tunnel-options")) return document;
  return { ...document, output: { ...output, targets: [...targets, "tunnel-options"] } };
}

function gcpSide(ground: Ground): Arbitrary<VpnDocument["gcp"]> {
  return ranges("gcp", 3).chain((cidrs) =>
    fc.record(
      {
        project: amongst(["media-prod", "example.com:media-prod"]),
        region: amongst(["asia-northeast1", "us-east4", "europe-west3", "australia-southeast1"]),
        asn: fc.constant(ground.asns[1]),
        network: resourceName,
        router: fc.record({ name: resourceName, existing: fc.boolean() }, { requiredKeys: ["name"] }),
        gateway: fc.record({ name: resourceName, existing: fc.boolean() }, { requiredKeys: ["name"] }),
        networkMtu: amongst([1460, 1500, 8896]),
        routingMode: fc.constantFrom("regional" as const, "global" as const),
        cidrs: fc.constant(cidrs),
        advertise: amongst([["all-subnets"], cidrs, ["all-subnets", "35.199.192.0/19"]]),
        keepalive: whole(gcp.keepalive.value.min, gcp.keepalive.value.max),
        firewall: fc.oneof(
          fc.constant("external" as const),
          traffic.map((allow) => ({ allow })),
        ),
        labels: gcpLabels,
      },
      { requiredKeys: ["project", "region", "asn", "network", "cidrs", "firewall"] },
    ),
  );
}

/** Suites that both clouds have and nobody advises against. */
function ipsecOf(): Arbitrary<NonNullable<VpnDocument["ipsec"]>> {
  const suite = fc.oneof(
    fc.record({
      encryption: amongst(["AES128-GCM-16", "AES256-GCM-16"]),
      integrity: amongst(["SHA2-256", "SHA2-384", "SHA2-512"]),
    }),
    fc.record({
      encryption: amongst(["AES128", "AES256"]),
      integrity: amongst(["SHA2-256", "SHA2-512"]),
    }),
  );
  const times = whole(aws.phase2Lifetime.value.min, aws.phase2Lifetime.value.max).chain((phase2) =>
    fc.record({
      lifetimes: whole(phase2 + 1, aws.phase1Lifetime.value.max).map((phase1) => ({ phase1, phase2 })),
      rekey: fc.record({
        margin: whole(aws.rekeyMargin.value.min, Math.floor(phase2 / 2)),
        fuzz: whole(aws.rekeyFuzz.value.min, aws.rekeyFuzz.value.max),
      }),
    }),
  );
  const rest = fc.record(
    {
      ikeVersion: fc.constant(2),
      dhGroup: amongst([14, 15, 16, 18, 19, 20, 21]),
      dpd: fc.record({
        timeout: whole(aws.dpdTimeout.value.min, 300),
        action: amongst(["clear", "restart"]),
      }),
      startup: amongst(aws.startupActions.value),
      replayWindow: whole(aws.replayWindow.value.min, aws.replayWindow.value.max),
    },
    { requiredKeys: [] },
  );
  return fc
    .tuple(suite, fc.option(times, { nil: {} }), rest)
    .map((parts) => Object.assign({}, ...parts) as NonNullable<VpnDocument["ipsec"]>);
}

function preSharedKeysOf(): Arbitrary<NonNullable<VpnDocument["preSharedKeys"]>> {
  const stores = {
    aws: fc.record(
      {
        secrets: amongst(["{name}/psk/{tunnel}", "network/vpn_{tunnel}+{name}"]),
        storage: fc.constantFrom("Standard" as const, "SecretsManager" as const),
        kmsKey: amongst(["alias/vpn", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"]),
      },
      { requiredKeys: [] },
    ),
    gcp: fc.record(
      {
        secrets: amongst(["{name}-psk-{tunnel}", "vpn_{tunnel}_{name}"]),
        project: amongst(["shared-secrets"]),
        locations: amongst([[], ["us-east4", "us-central1"]]),
      },
      { requiredKeys: [] },
    ),
  };
  return fc.oneof(
    fc.record(
      { source: fc.constantFrom("generated" as const, "existing" as const), ...stores },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        source: fc.constant("sops" as const),
        sops: fc.constant({ file: "keys/secrets.enc.yaml" }),
        ...stores,
      },
      { requiredKeys: ["source", "sops"] },
    ),
  );
}

function workloadOf() {
  const name = resourceName;
  return fc.oneof(
    fc.record({ name, on: amongst(["fargate", "lambda", "cloud-run"]) }),
    fc.record(
      { name, on: amongst(["ecs-ec2", "ec2", "eks", "gce", "gke"]), mtu: whole(1280, 1374) },
      { requiredKeys: ["name", "on"] },
    ),
  );
}

function names(name: string): Arbitrary<NonNullable<VpnDocument["names"]>> {
  const pair = fc.record(
    { a: fc.constant(`${name}-to-gcp-1`), b: fc.constant(`${name}-to-gcp-2`) },
    { requiredKeys: [] },
  );
  const four = (kind: string) =>
    fc.record(
      {
        a1: fc.constant(`${kind}-1`),
        a2: fc.constant(`${kind}-2`),
        b1: fc.constant(`${kind}-3`),
        b2: fc.constant(`${kind}-4`),
      },
      { requiredKeys: [] },
    );
  return fc.record(
    {
      aws: fc.record(
        {
          stack: fc.constant("Vpn-Stack"),
          gateway: fc.constant("gateway_1"),
          customerGateways: pair,
          connections: pair,
        },
        { requiredKeys: [] },
      ),
      gcp: fc.record(
        {
          externalGateway: resourceName,
          firewall: resourceName,
          tunnels: four("tunnel"),
          interfaces: four("interface"),
          peers: four("peer"),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  );
}

function outputOf(): Arbitrary<NonNullable<VpnDocument["output"]>> {
  const backend = fc.constant({ gcs: { bucket: "vpn-state", prefix: "vpn/state" } });
  const impersonate = fc.constant("terraform@media-prod.iam.gserviceaccount.com");
  return fc.record(
    {
      directory: amongst(["generated", "out/vpn"]),
      targets: fc.shuffledSubarray(["cloudformation", "tunnel-options", "terraform", "gcloud"] as const, {
        minLength: 1,
      }),
      terraform: fc.oneof(
        fc.record({ form: fc.constant("root" as const), backend, impersonate }, { requiredKeys: [] }),
        fc.constant({ form: "module" as const }),
      ),
    },
    { requiredKeys: [] },
  );
}
