/** Texts that no key may hold, in a file that has every key that takes text. */
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { judge } from "../../src/judge.ts";
import { parseFile } from "../../src/source/parse.ts";

/** Every key that takes text, with a value that is right. */
const whole = `
version: 1
name: tokyo
aws:
  region: ap-northeast-1
  account: "123456789012"
  asn: 65000
  gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718, bandwidth: standard, routeTables: { associate: tgw-rtb-0a1b2c3d, propagate: [tgw-rtb-0a1b2c3d] } }
  vpcs:
    - id: vpc-0a1b2c3d4e5f60718
      account: "210987654321"
      cidrs: [10.20.0.0/16]
      subnets: [subnet-0a1b2c3d]
      routeTables: [rtb-0a1b2c3d4e5f60718]
      securityGroups: [{ id: sg-0a1b2c3d4e5f60718, allow: [icmp] }]
  cidrs: [10.30.0.0/16]
  tunnelOptions: template
  logs: { group: /aws/vendedlogs/tokyo, format: json }
  alarms: { topic: "arn:aws:sns:ap-northeast-1:123456789012:alerts" }
  tags: { team: media }
gcp:
  project: media-prod
  region: asia-northeast1
  asn: 64512
  network: prod
  router: { name: r }
  gateway: { name: g }
  routingMode: global
  cidrs: [10.128.0.0/20]
  advertise: [all-subnets]
  firewall: { allow: [icmp] }
  labels: { team: media }
ipsec: { encryption: AES256-GCM-16, integrity: SHA2-256, dpd: { action: restart }, startup: start }
tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.10.8/30, 169.254.10.12/30] }
preSharedKeys:
  source: sops
  sops: { file: secrets.enc.yaml }
  aws: { secrets: "{name}/{tunnel}", storage: SecretsManager, kmsKey: alias/vpn }
  gcp: { secrets: "{name}-{tunnel}", project: media-keys, locations: [us-east4] }
workloads: [{ name: api, on: ec2 }]
names:
  aws: { stack: s, gateway: g, customerGateways: { a: ca, b: cb }, connections: { a: na, b: nb } }
  gcp:
    externalGateway: e
    firewall: f
    tunnels: { a1: t1, a2: t2, b1: t3, b2: t4 }
    interfaces: { a1: i1, a2: i2, b1: i3, b2: i4 }
    peers: { a1: p1, a2: p2, b1: p3, b2: p4 }
output:
  directory: generated
  targets: [cloudformation, terraform]
  terraform: { form: root, backend: { gcs: { bucket: state, prefix: vpn } }, impersonate: terraform@media-prod.iam.gserviceaccount.com }
`;

/** What any printable text may be in; the targets quote it. */
const freeText = [
  "workloads.0.name",
  "workloads.0.on",
  "preSharedKeys.sops.file",
  "output.directory",
  "output.terraform.backend.gcs.prefix",
];

const hostile = [
  '"',
  "'",
  "$(id)",
  "`id`",
  "${x}",
  "{{x}}",
  "a\nb",
  "#x",
  "a; id",
  "a|b",
  "a&b",
  "a\\b",
  "<b>",
  "%{x}",
  "*",
  "\u202ea",
];
const invisible = ["a\nb", "\u202ea"];

type Path = readonly (string | number)[];

function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    leaves(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function withValue(value: unknown, path: Path, leaf: string): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return leaf;
  if (Array.isArray(value))
    return value.map((child, index) => (index === step ? withValue(child, rest, leaf) : child));
  const record = value as Record<string, unknown>;
  return { ...record, [step]: withValue(record[step], rest, leaf) };
}

/** The errors about the file's shape, or those of the rules where there are none. */
function errorsIn(text: string): string[] {
  const parsed = parseFile({ path: "vpn.yaml", text });
  const findings = parsed.diagnostics.length > 0 ? parsed.diagnostics : judge([parsed]);
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ rule, message }) => `${rule}: ${message}`);
}

const config: unknown = parse(whole);

/** Which of the texts is tried in a key, by the numbers of both. */
export type Choice = (text: number, key: number) => boolean;

/** Declares the tests of every text in every key, as far as they are chosen. */
export function describeRefusedTexts(chosen: Choice): void {
  test("the file with every key is right as it stands", () => {
    expect(errorsIn(whole)).toEqual([]);
  });

  describe.each(leaves(config).map((path, key) => [path.join("."), path, key] as const))(
    "in %s",
    (name, path, key) => {
      // A log group's name may hold a #.
      const legal = name === "aws.logs.group" ? ["#x"] : [];
      const refused = freeText.includes(name)
        ? invisible
        : hostile.filter((value, number) => chosen(number, key) && !legal.includes(value));

      test.each(refused)("%j is refused", (value) => {
        expect(errorsIn(JSON.stringify(withValue(config, path, value)))).not.toEqual([]);
      });
    },
  );

  describe.each(["aws.tags", "gcp.labels"])("as a key of %s", (name) => {
    test.each(hostile)("%j is refused", (value) => {
      const [side = "", record = ""] = name.split(".");
      expect(errorsIn(JSON.stringify(withValue(config, [side, record, value], "media")))).not.toEqual([]);
    });
  });
}
