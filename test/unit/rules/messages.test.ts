import { expect, test } from "vitest";
import type { RuleId } from "../../../src/rules/all.ts";
import { shown } from "../../../src/rules/shown.ts";
import { looksLikePsk } from "../../../src/source/secrets/psk-shape.ts";
import { findingsOf, findingsOn } from "./lay-over.ts";

const generated = ["kJ8fN2pQx7LmZ4vR", "t9WbYc3hD6gS5aEu"].join("");

/** Message and fix of the one finding. */
function said(rule: RuleId, yaml: string, others: readonly string[] = []): string {
  const [finding, ...more] = findingsOf(rule, yaml, others);
  expect(more).toEqual([]);
  return `${finding?.message} | ${finding?.fix}`;
}

test.each([
  [5, "DH group 5: AWS has it in phase 2 but not in phase 1, and one group serves both", 14],
  [17, "DH group 17: Google Cloud has it in neither phase", 16],
  [31, "DH group 31: AWS has it in neither phase", 19],
  [1, "DH group 1: AWS has it in neither phase, and Google Cloud has it in neither phase", 14],
])(
  "DH group %i is refused with the reason for each side, and the nearest group",
  (group, reason, instead) => {
    expect(said("crypto/dh-group", `ipsec: { dhGroup: ${group} }`)).toBe(
      `${reason}; both clouds have 2, 14, 15, 16, 18, 19, 20, 21, 22, 23 or 24 | Write ${instead}, the nearest that both have.`,
    );
  },
);

test.each([
  ["AES192", "is missing from AWS", "AES256"],
  ["AES192-GCM-16", "is missing from AWS", "AES256-GCM-16"],
  ["3DES", "is missing from AWS", "AES256"],
  ["aes256-gcm-16", "is no cipher of AWS's VPN", "AES256-GCM-16"],
  ["AES-128", "is no cipher of AWS's VPN", "AES128"],
  ["AES_256_GCM", "is no cipher of AWS's VPN", "AES256-GCM-16"],
  ["aes256gcm", "is no cipher of AWS's VPN", "AES256-GCM-16"],
])("the cipher %s is refused with the nearest that both have", (cipher, reason, instead) => {
  expect(said("crypto/encryption", `ipsec: { encryption: ${cipher} }`)).toBe(
    `encryption "${cipher}" ${reason}; both clouds have AES128, AES256, AES128-GCM-16 or AES256-GCM-16 | Write ${instead}, the nearest that both have.`,
  );
});

test("a hash that Google Cloud lacks in phase 2 is refused with those that both have", () => {
  const yaml = "ipsec: { encryption: AES256, integrity: SHA2-384 }";
  expect(said("crypto/phase2-hash", yaml)).toMatch(
    /^SHA2-384 with AES256: Google Cloud has no SHA2-384 in phase 2; with AES-CBC both clouds have SHA1, SHA2-256 or SHA2-512 \|/,
  );
});

test("a cipher that is near none gets the rule's advice", () => {
  expect(said("crypto/encryption", "ipsec: { encryption: ChaCha20-Poly1305 }")).toContain(
    "| Choose AES256-GCM-16,",
  );
});

test("group 22 says that it is being dropped, group 2 does not", () => {
  expect(said("crypto/weak-group", "ipsec: { dhGroup: 22 }")).toMatch(
    /^DH group 22 is weak, and Google Cloud is dropping it \|/,
  );
  expect(said("crypto/weak-group", "ipsec: { dhGroup: 2 }")).toMatch(/^DH group 2 is weak \|/);
});

test("a list says how long it is, and which value to keep", () => {
  expect(said("crypto/one-value", "ipsec: { dhGroup: [15, 16] }")).toBe(
    "dhGroup is a list of 2; exactly one value is allowed, without brackets | Write one value: dhGroup: 15.",
  );
  expect(said("crypto/one-value", "ipsec: { dhGroup: [] }")).toMatch(/\| Write one value\.$/);
});

test("a number out of range gets the nearest bound", () => {
  expect(said("crypto/phase2-lifetime", "ipsec: { lifetimes: { phase2: 10800 } }")).toBe(
    "phase 2 lifetime of 10800 seconds is out of range; 900 to 3600 is allowed | Write 3600, the nearest that is allowed.",
  );
  expect(said("crypto/dpd-timeout", "ipsec: { dpd: { timeout: 5 } }")).toBe(
    "DPD timeout of 5 seconds is out of range; 30 or more is allowed | Write 30, the nearest that is allowed.",
  );
});

test("a word gets the nearest that AWS knows", () => {
  expect(said("crypto/startup", "ipsec: { startup: Start }")).toBe(
    '"Start" is no startup action; add or start is allowed | Did you mean start?',
  );
  expect(said("crypto/integrity", "ipsec: { integrity: sha512 }")).toMatch(/ \| Did you mean SHA2-512\?$/);
  const far = said("crypto/startup", "ipsec: { startup: initiator }");
  expect(far).toMatch(/ is allowed \| (?!Did you mean)/);
});

test("16550 says what it is for", () => {
  expect(said("bgp/asn-gcp-range", "gcp: { asn: 16550 }")).toContain(
    "(16550 is for Partner Interconnect alone)",
  );
  expect(said("bgp/asn-gcp-range", "gcp: { asn: 64511 }")).not.toContain("16550");
});

test.each([
  [10124, "AWS reserves it in ap-northeast-1"],
  [7224, "AWS reserves it in every region"],
  [23456, "IANA reserves it"],
])("ASN %i says who reserves it", (asn, who) => {
  expect(said("bgp/asn-reserved", `gcp: { asn: ${asn} }`)).toContain(who);
});

test("host bits get the range that holds them, IPv6 its reason", () => {
  expect(said("addressing/cidr-valid", "gcp: { cidrs: [10.128.3.1/20] }")).toBe(
    '"10.128.3.1/20" has bits set behind its prefix of 20; the range that holds it is 10.128.0.0/20 | Write 10.128.0.0/20.',
  );
  expect(said("addressing/cidr-valid", 'gcp: { cidrs: ["fd00::/8"] }')).toContain(
    "the VPN carries IPv4 alone",
  );
  expect(said("addressing/cidr-valid", "gcp: { cidrs: [ten] }")).not.toContain("IPv4 alone");
});

test.each([
  ["10.128.0.5", "Did you mean 10.128.0.5/32?"],
  ["\uff11\uff10.128.0.0\uff0f20", "Did you mean 10.128.0.0/20?"],
  ["' 10.128.0.0/20'", "Did you mean 10.128.0.0/20?"],
  ["10.128.0.0 /20", "Did you mean 10.128.0.0/20?"],
  ["10.128.0.0/255.255.240.0", "Did you mean 10.128.0.0/20?"],
  ["10.128.0.5/255.255.255.255", "Did you mean 10.128.0.5/32?"],
  ["0.0.0.0/0.0.0.0", "Did you mean 0.0.0.0/0?"],
  ["10.128.0.0/255.0.240.0", "Write the range as 10.20.0.0/16."],
  ["10.128.0", "Write the range as 10.20.0.0/16."],
])("the range %s gets what was meant", (range, fix) => {
  expect(said("addressing/cidr-valid", `gcp: { cidrs: [${range}] }`).split(" | ")[1]).toBe(fix);
});

test.each([
  ["169.254.10.1/30", "does not begin a block; the block that holds it is 169.254.10.0/30"],
  ["169.254.10.0/29", "has the prefix /29; it must be /30"],
  ["10.0.0.0/30", "lies outside 169.254.0.0/16"],
  ["inside", "is no IPv4 range; a /30 block is written as 169.254.10.0/30"],
])("the inside CIDR %s says what is wrong with it, and which block is free", (cidr, problem) => {
  const yaml = `tunnels: { insideCidrs: [${cidr}, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }`;
  // What is no /30 block takes none.
  const free = cidr === "169.254.10.1/30" ? "169.254.10.8/30" : "169.254.10.0/30";
  expect(said("addressing/inside-block", yaml)).toBe(
    `inside CIDR "${cidr}" ${problem} | Write ${free}, which is free.`,
  );
});

test("the free block is one that no tunnel of the run has", () => {
  const blocks = "[169.254.10.0/30, 169.254.10.4/30, 169.254.10.8/30, 169.254.10.16/30]";
  const others = [`tunnels: { insideCidrs: ${blocks.replace("10.16", "10.12")} }`];
  const fixes = findingsOf("addressing/inside-shared", `tunnels: { insideCidrs: ${blocks} }`, others).map(
    ({ fix }) => fix,
  );
  expect(fixes).toEqual(
    Array(3).fill("Write the blocks out under tunnels.insideCidrs; 169.254.10.20/30 is free."),
  );
});

test("a network and a gateway in common make one finding for each block", () => {
  const gateway = "gateway: { type: vgw, id: vgw-0a1b2c3d }";
  const tunnels =
    "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }";
  const yaml = `aws: { asn: 65000, ${gateway} }\n${tunnels}`;
  expect(findingsOf("addressing/inside-shared", yaml, [yaml])).toHaveLength(4);
  expect(findingsOf("addressing/inside-shared", yaml, [`${yaml}\ngcp: { network: other }`])).toHaveLength(4);
  const other = yaml.replace("vgw-0a1b2c3d", "vgw-1a1b2c3d");
  expect(findingsOf("addressing/inside-shared", yaml, [`${other}\ngcp: { network: other }`])).toEqual([]);
});

test("a MTU that is too large gets the one that fits the suite", () => {
  expect(
    said(
      "mtu/workload-mtu",
      "ipsec: { encryption: AES256, integrity: SHA2-512 }\nworkloads: [{ name: a, on: ec2, mtu: 1500 }]",
    ),
  ).toBe(
    "MTU of 1500 bytes; with AES256 the VPN carries 1374 (TCP MSS 1334) | Set it to 1374, there and here.",
  );
});

test.each([
  ["TCP/443", "tcp/443"],
  ["tcp:443", "tcp/443"],
  ["443x", undefined],
  ['"443"', "tcp/443"],
  ["Icmp", "icmp"],
  ["443/tcp", "tcp/443"],
  ["' udp/53 '", "udp/53"],
  ["8000-8100/UDP", "udp/8000-8100"],
  ["tcp/443/", undefined],
  ["any", "all"],
  ['"*"', "all"],
  ["\uff54cp/443", "tcp/443"],
])("the traffic %s gets what was meant", (entry, meant) => {
  const fix = said("security/traffic", `gcp: { firewall: { allow: [${entry}] } }`).split(" | ")[1];
  expect(fix).toBe(
    meant === undefined ? "Write for example tcp/443, udp/5000-5100, icmp or all." : `Did you mean ${meant}?`,
  );
});

test.each([
  ["tcp/443, icmp", "Write each as an entry of its own: tcp/443, icmp."],
  ["tcp/443\u3001UDP/53 all", "Write each as an entry of its own: tcp/443, udp/53, all."],
  ["tcp/443, ping", "Write for example tcp/443, udp/5000-5100, icmp or all."],
])("the traffic %s is parted, where all of it can be allowed", (entry, fix) => {
  expect(said("security/traffic", `gcp: { firewall: { allow: ["${entry}"] } }`).split(" | ")[1]).toBe(fix);
});

test("a label or a tag says which character is out of place, and a key not even that", () => {
  expect(said("naming/labels", "gcp: { labels: { team: mediaTeam } }")).toMatch(/ are allowed, not "T" \|/);
  expect(said("naming/labels", "gcp: { labels: { te.am: media } }")).toMatch(
    / from a letter on, not "\." \|/,
  );
  expect(said("naming/labels", "gcp: { labels: { 1a: media } }")).toMatch(/ from a letter on \|/);
  expect(said("naming/tags", "aws: { tags: { 'te;am': media } }")).toMatch(/ are allowed, not ";" \|/);
  expect(said("naming/tags", "aws: { tags: { team: 'a#b' } }")).toMatch(/ are allowed, not "#" \|/);
  expect(said("naming/labels", `gcp: { labels: { team: ${generated} } }`)).toMatch(/ are allowed \|/);
});

test("a tag that is vpngen's or AWS's says what to do instead", () => {
  expect(said("naming/tags", "aws: { tags: { Name: x } }")).toContain("| Remove the tag, and write the name");
  expect(said("naming/tags", "aws: { tags: { 'aws:x': x } }")).toContain(
    "| Begin the key with another word.",
  );
});

test("a name that is too long says by how much, at the name", () => {
  const [finding] = findingsOf("naming/gcp-names", `name: ${"x".repeat(60)}`);
  expect(finding?.place).toMatchObject({ path: ["name"] });
  expect(finding?.message).toContain("a firewall rule's of 69 characters");
  expect(finding?.fix).toBe("Shorten the name to 54 characters, or name the firewall rule under names.gcp.");
});

test("a retention that AWS does not know gets the next longer one, or the longest", () => {
  const fix = (days: number) =>
    said("naming/log-retention", `aws: { logs: { group: g, retentionDays: ${days} } }`).split(" | ")[1];
  expect([fix(2), fix(4000)]).toEqual(["Write 3.", "Write 3653."]);
});

test("a finding about two files names the other one and shows both places", () => {
  const [finding] = findingsOf("output/name-shared", "{}", ["name: tokyo\ngcp: { network: other }"]);
  expect(finding).toMatchObject({
    place: { file: "2.vpn.yaml", path: ["name"] },
    message: "tokyo is the name of vpn.yaml too",
    related: [{ place: { file: "vpn.yaml", path: ["name"] } }],
  });
});

test("a key is found wherever it stands, and never printed by any rule", () => {
  const places = [
    `name: ${generated}`,
    `aws: { region: ${generated} }`,
    `aws: { tags: { ${generated}: x } }`,
    `gcp: { labels: { psk: ${generated} } }`,
    `gcp: { advertise: [all-subnets, ${generated}] }`,
    `gcp: { md5: { key: ${generated} } }`,
    `ipsec: { encryption: ${generated} }`,
    `workloads: [{ name: "the key is ${generated}", on: ec2 }]`,
    `preSharedKeys: { aws: { secrets: ${generated} } }`,
    `preSharedKeys: { gcp: { secrets: "{tunnel}/${generated}" } }`,
    `preSharedKeys: { aws: { kmsKey: ${generated} } }`,
    `preSharedKeys: { source: sops, sops: { file: ${generated} } }`,
  ];
  for (const yaml of places) {
    const findings = findingsOn({ yaml });
    expect([yaml, findings.some(({ rule }) => rule === "secrets/literal-key")]).toEqual([yaml, true]);
    const words = findings.flatMap(({ message, fix, related }) => [
      message,
      fix,
      ...related.map((one) => one.message),
    ]);
    expect(words.filter((text) => text.includes(generated))).toEqual([]);
  }
});

test.each([
  generated,
  "0123456789abcdef0123456789abcdef",
  "q7Wx+9/aZb3RtY5uK1mN8oPs",
  `psk=${generated}`,
  `gs://bucket/${generated}`,
  // It changes at half of its places, as every tenth key does.
  `${"aB3cdE5fgH7ij"}${"K9mnP2qrS4tu"}`,
  `${"k3jx8v0qmz5w2r7t"}${"9ybn4hd6"}`,
])("%s looks like a key", (text) => {
  expect(looksLikePsk(text)).toBe(true);
});

test.each([
  "AES256-GCM-16",
  "arn:aws:sns:ap-northeast-1:123456789012:network-alerts",
  "arn:aws:kms:us-east-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  "vpc-0a1b2c3d4e5f60718",
  "terraform@shared-network-host.iam.gserviceaccount.com",
  "Production-Network-Team-Tokyo-2024",
  "/aws/vendedlogs/SharedServices-Vpn-2",
  "169.254.10.0/30",
  "aB3dE5gH7jK9mN1",
  "0123456789abcdef0123456789abcde",
  "vpc-0A1B2C3D4E5F60718",
  "sharedservicesproductionvpn2",
])("%s does not look like a key", (text) => {
  expect(looksLikePsk(text)).toBe(false);
});

test("long values are cut, keys are hidden", () => {
  expect(shown("x".repeat(58))).toBe(`"${"x".repeat(58)}"`);
  expect(shown("x".repeat(59))).toBe(`"${"x".repeat(59)}…`);
  expect(shown(undefined)).toBe("undefined");
  expect(shown(generated)).toBe("this value (hidden, since it looks like a key)");
});

test("a region without large tunnels names the others that have none", () => {
  const gateway = "gateway: { type: tgw, id: tgw-0a1b2c3d, bandwidth: large }";
  expect(said("gateway/large-region", `aws: { region: ca-west-1, ${gateway} }`)).toMatch(
    /^bandwidth large is not offered in ca-west-1; every other region but ap-southeast-4, eu-central-2, il-central-1, me-central-1 has it \|/,
  );
});

test("route tables are refused with the gateway that has none", () => {
  const tables = (gateway: string) =>
    said("gateway/route-tables", `aws: { gateway: { ${gateway}, routeTables: {} } }`);
  expect(tables("type: vgw")).toMatch(/^a virtual private gateway has no route tables \|/);
  expect(tables("type: tgw")).toMatch(/^a transit gateway that is created here has no other route tables \|/);
});

test("accounts that differ are both named, if both are declared", () => {
  const vpc = `vpcs: [{ id: vpc-0a1b2c3d, account: "210987654321", cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }]`;
  expect(said("gateway/vgw-account", `aws: { account: "123456789012", ${vpc} }`)).toMatch(
    /^the VPC is in account 210987654321, and the gateway in 123456789012;/,
  );
  expect(said("gateway/vgw-account", `aws: { ${vpc} }`)).toMatch(
    /and the gateway in one that is not declared;/,
  );
});

test("a reserved inside CIDR names the other reserved ones", () => {
  const yaml =
    "tunnels: { insideCidrs: [169.254.5.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }";
  expect(said("addressing/inside-reserved", yaml)).toBe(
    "inside CIDR 169.254.5.0/30 is reserved by AWS, as are 169.254.0.0/30, 169.254.1.0/30, 169.254.2.0/30, 169.254.3.0/30, 169.254.4.0/30, 169.254.169.252/30 | Write 169.254.10.0/30, which is free.",
  );
});

test("what an existing transit gateway decides is named", () => {
  const of = (tables: string) =>
    said("routing/tgw-defaults", `aws: { gateway: { type: tgw, id: tgw-0a, routeTables: { ${tables} } } }`);
  const both = /^association and propagation of the connections depend on the settings of tgw-0a \|/;
  expect(of("")).toMatch(both);
  expect(said("routing/tgw-defaults", "aws: { gateway: { type: tgw, id: tgw-0a } }")).toMatch(both);
  expect(of("associate: tgw-rtb-0a")).toMatch(/^propagation of/);
  expect(of("propagate: [tgw-rtb-0a]")).toMatch(/^association of/);
});

test("a BGP peer's name needs two characters, another name one", () => {
  expect(said("naming/gcp-names", "names: { gcp: { peers: { a1: p } } }")).toContain(
    "BGP peer: 2 to 63 small",
  );
  expect(said("naming/gcp-names", "names: { gcp: { tunnels: { a1: T } } }")).toContain(
    "tunnel: 1 to 63 small",
  );
});

test("the targets that terraform-aws cannot stand beside are named", () => {
  expect(said("output/one-owner", "output: { targets: [cloudformation, terraform-aws, gcloud] }")).toMatch(
    /^terraform-aws builds both sides, so it cannot stand beside cloudformation or gcloud \|/,
  );
});
