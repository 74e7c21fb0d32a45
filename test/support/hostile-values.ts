/** A file that uses all of the language, and texts that some language takes for more than text. */
import { parse } from "yaml";
import { type Compilation, compile } from "../../src/compile.ts";
import type { Path } from "../../src/diagnostic.ts";
import { type Artifacts, artifactsOf, textsOf } from "./artifacts.ts";
import { leavesOf, withLeaf } from "./leaves.ts";

/** What a command that gets out of its quotes would make. */
const canary = "CANARY";

/** Texts by what they try. */
export const hostileTexts: Readonly<Record<string, string>> = {
  quotes: `"a" 'b" it's`,
  "a command": `$(touch ${canary})`,
  "a command in backticks": `\`touch ${canary}\``,
  "a command behind quotes": `'"; touch ${canary}; echo "'`,
  "a command behind an operator": `a && touch ${canary} || b | c > ${canary}`,
  variables: "${HOME} $HOME ${AWS::Region} ${!Literal} ${path.cwd} $${path.cwd}",
  "a directive of HCL": "%{ if true }yes%{ endif }",
  "a secret of CloudFormation": "{{resolve:secretsmanager:other:SecretString}}",
  "a tag of a template": "{{name}} {{{this}}} {{#each x}}",
  "a placeholder": "{name} {tunnel} @LOG_GROUP@",
  "a line": "a\nreadonly STACK=b\n",
  "a carriage return": "a\rb",
  "a tab": "a\tb",
  "a comment": "a #b // /* # c",
  "a comment of Markdown": "a --> <b>c <!-- d",
  "an option": "-- --help",
  "an option alone": "--help",
  "a backslash": "a\\nb\\",
  "a tag of YAML": "!Ref Gateway",
  "an alias of YAML": "*anchor & &anchor",
  "a mapping of YAML": "a: {b: [c]}",
  "a boolean": "yes",
  "a number": "0x1f",
  "an exponent": "e2",
  "a date": "2026-11-23",
  "a home": "~/x",
  "an expansion": "~root/x * ? [a-z] {a,b} !! !$ %s%n%99999d",
  "markup of Markdown": "[x](https://example.com) **b** | c ``` <b>",
  "a folder above": "../../etc",
  "another direction": "a\u202eb",
  "a decomposed letter": "cafe\u0301",
  "an emoji": "👩‍👩‍👧 🚇",
  "another script": "日本語 ﷺ",
  "a line separator": "a\u2028b",
  "control characters": "\ufeffa\u0085b\u009bc",
  "an escape of a terminal": "\u001b[31ma",
  "a NUL": "a\0b",
  "half a character": "a\ud800",
  "spaces around": " a ",
  nothing: "",
  "ten thousand letters": "word ".repeat(2000),
};

/** Every key that takes text, with a value that is right. */
const whole: unknown = parse(`
version: 1
name: tokyo
aws:
  region: ap-northeast-1
  account: "123456789012"
  asn: 65000
  gateway:
    type: tgw
    id: tgw-0a1b2c3d4e5f60718
    bandwidth: standard
    routeTables: { associate: tgw-rtb-0a1b2c3d, propagate: [tgw-rtb-0a1b2c3d] }
  vpcs:
    - id: vpc-0a1b2c3d4e5f60718
      account: "210987654321"
      cidrs: [10.20.0.0/16]
      subnets: [subnet-0a1b2c3d]
      routeTables: [rtb-0a1b2c3d4e5f60718]
      securityGroups: [{ id: sg-0a1b2c3d4e5f60718, allow: [tcp/443, icmp] }]
    - id: vpc-0b2c3d4e5f6071829
      cidrs: [10.21.0.0/16]
      routeTables: external
      securityGroups: external
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
  router: { name: router }
  gateway: { name: gateway }
  routingMode: global
  cidrs: [10.128.0.0/20]
  advertise: [all-subnets, 10.128.0.0/20]
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
  aws: { stack: s, customerGateways: { a: ca, b: cb }, connections: { a: na, b: nb } }
  gcp:
    externalGateway: e
    firewall: f
    tunnels: { a1: t1, a2: t2, b1: t3, b2: t4 }
    interfaces: { a1: i1, a2: i2, b1: i3, b2: i4 }
    peers: { a1: p1, a2: p2, b1: p3, b2: p4 }
output:
  directory: generated
  targets: [cloudformation, tunnel-options, terraform, gcloud]
  terraform:
    form: root
    backend: { gcs: { bucket: state, prefix: vpn } }
    impersonate: terraform@media-prod.iam.gserviceaccount.com
`);

/** A place in a file that takes a text. */
export interface Field {
  readonly path: Path;
  readonly part: "key" | "value";
}

/** Every text of the file, and the keys that a user makes up. */
const fields: readonly Field[] = [
  ...leavesOf(whole)
    .filter(({ value }) => typeof value === "string")
    .map(({ path }) => ({ path, part: "value" as const })),
  { path: ["aws", "tags", "team"], part: "key" },
  { path: ["gcp", "labels", "team"], part: "key" },
];

/** Path of the field where it holds the text. */
export function pathWith({ path, part }: Field, text: string): Path {
  return part === "key" ? [...path.slice(0, -1), text] : path;
}

/** The name of a field, as `aws.tags.team (key)`. */
export function nameOf({ path, part }: Field): string {
  return `${path.join(".")}${part === "key" ? " (key)" : ""}`;
}

/** The file with that text in the field: JSON, which is YAML too, and in ASCII, so that it can hold any text. */
function fileWith({ path, part }: Field, text: string): string {
  const filled = part === "value" ? withLeaf(whole, path, text) : withEntry(whole, path.slice(0, -1), text);
  return JSON.stringify(filled).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The value with one entry of that key where the path leads. */
function withEntry(value: unknown, [step, ...rest]: Path, key: string): unknown {
  if (step === undefined) return { [key]: "media" };
  const record = value as Record<string, unknown>;
  return { ...record, [step]: withEntry(record[step], rest, key) };
}

/** A text that every field takes which takes a hostile one, and that stands nowhere else in the artifacts. */
export const harmless = "zebra";

/** A hostile text in a field, and what vpngen says to it. */
export interface Attempt {
  readonly field: Field;
  readonly name: string;
  readonly text: string;
  readonly compilation: Compilation;
}

/** Which of the texts a field takes, both by their number; and the field's name. */
export type Choice = (text: number, field: number, name: string) => boolean;

/** Every hostile text in every field, or some of them. */
export function attempts(chosen: Choice = () => true): Attempt[] {
  return fields.flatMap((field, index) =>
    Object.entries(hostileTexts).flatMap(([name, text], number) => {
      if (!chosen(number, index, nameOf(field))) return [];
      const compilation = compile([{ path: "vpn.yaml", text: fileWith(field, text) }]);
      return { field, name, text, compilation };
    }),
  );
}

/** The artifacts of an attempt that vpngen takes, and of the same file with the harmless text. */
export interface Pair {
  readonly title: string;
  readonly text: string;
  readonly hostile: Artifacts;
  readonly harmless: Artifacts;
}

/** Those attempts that vpngen takes. */
export function pairsOf(all: readonly Attempt[]): Pair[] {
  const harmlessOf = new Map<Field, Artifacts>();
  return all.flatMap(({ field, name, text, compilation }) => {
    const [folder] = compilation.folders;
    if (folder === undefined) return [];
    const other = harmlessOf.get(field) ?? artifactsOf(fileWith(field, harmless));
    harmlessOf.set(field, other);
    return [{ title: `${nameOf(field)}: ${name}`, text, hostile: textsOf(folder), harmless: other }];
  });
}

/** Puts a text where the harmless one stands, in keys and values of any depth. */
export function spoiled<T>(value: T, text: string): T {
  if (typeof value === "string") return value.replaceAll(harmless, () => text) as T;
  if (Array.isArray(value)) return value.map((item) => spoiled(item, text)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [spoiled(key, text), spoiled(inner, text)]),
  ) as T;
}
