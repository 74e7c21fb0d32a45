import { describe, expect, test } from "vitest";
import { judge } from "../../../src/judge.ts";
import { baseExample } from "../../../src/rules/base-example.ts";
import { parseFile } from "../../../src/source/parse.ts";
import { suiteOf } from "../../../src/topology/suite.ts";
import { topologyOf } from "../../support/examples.ts";

/*
 * What corresponds, typed from the vendors' pages and from nothing in src:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpnTunnelOptionsSpecification.html
 * https://docs.cloud.google.com/network-connectivity/docs/vpn/concepts/supported-ike-ciphers
 */
const ciphers = [
  { aws: "AES128", gcp: "AES-CBC-128", aead: false },
  { aws: "AES256", gcp: "AES-CBC-256", aead: false },
  { aws: "AES128-GCM-16", gcp: "AES-GCM-16-128", aead: true },
  { aws: "AES256-GCM-16", gcp: "AES-GCM-16-256", aead: true },
];
const hashes = [
  { aws: "SHA1", prf: "PRF-HMAC-SHA1", phase1: "HMAC-SHA1-96", phase2: "HMAC-SHA1-96" },
  {
    aws: "SHA2-256",
    prf: "PRF-HMAC-SHA2-256",
    phase1: "HMAC-SHA2-256-128",
    phase2: "HMAC-SHA2-256-128",
  },
  { aws: "SHA2-384", prf: "PRF-HMAC-SHA2-384", phase1: "HMAC-SHA2-384-192", phase2: undefined },
  {
    aws: "SHA2-512",
    prf: "PRF-HMAC-SHA2-512",
    phase1: "HMAC-SHA2-512-256",
    phase2: "HMAC-SHA2-512-256",
  },
];
const groups = [
  { aws: 2, gcp: "Group-2" },
  { aws: 14, gcp: "Group-14" },
  { aws: 15, gcp: "Group-15" },
  { aws: 16, gcp: "Group-16" },
  { aws: 18, gcp: "Group-18" },
  { aws: 19, gcp: "Group-19" },
  { aws: 20, gcp: "Group-20" },
  { aws: 21, gcp: "Group-21" },
  { aws: 22, gcp: "modp-1024-160" },
  { aws: 23, gcp: "modp-2048-224" },
  { aws: 24, gcp: "modp-2048-256" },
];

const suites = ciphers.flatMap((cipher) =>
  hashes.flatMap((hash) => groups.map((group) => ({ cipher, hash, group }))),
);
const isLegal = ({ cipher, hash }: (typeof suites)[number]) => cipher.aead || hash.phase2 !== undefined;

function text(encryption: string, integrity: string, dhGroup: number): string {
  return `${baseExample}ipsec: { encryption: ${encryption}, integrity: ${integrity}, dhGroup: ${dhGroup} }\n`;
}

function errorsOf(source: string): string[] {
  return judge([parseFile({ path: "vpn.yaml", text: source })])
    .filter(({ severity }) => severity === "error")
    .map(({ rule }) => rule);
}

describe.each(suites.filter(isLegal))(
  "$cipher.aws, $hash.aws and group $group.aws",
  ({ cipher, hash, group }) => {
    const source = text(cipher.aws, hash.aws, group.aws);

    test("is the same suite on both sides", () => {
      const { suite } = topologyOf(source);
      const proposal = { encryption: cipher.aws, integrity: hash.aws, dhGroup: group.aws };
      expect(suite).toEqual({
        aead: cipher.aead,
        aws: { ikeVersion: "ikev2", phase1: proposal, phase2: proposal },
        gcp: {
          ikeVersion: 2,
          phase1: {
            encryption: cipher.gcp,
            integrity: cipher.aead ? [] : [hash.phase1],
            prf: hash.prf,
            dh: group.gcp,
          },
          phase2: {
            encryption: cipher.gcp,
            integrity: cipher.aead ? [] : [hash.phase2],
            pfs: group.gcp,
          },
        },
      });
    });

    test("is refused by no rule", () => {
      expect(errorsOf(source)).toEqual([]);
    });
  },
);

test.each(suites.filter((suite) => !isLegal(suite)))(
  "$cipher.aws, $hash.aws and group $group.aws is refused, since Google Cloud lacks the hash in phase 2",
  ({ cipher, hash, group }) => {
    expect(errorsOf(text(cipher.aws, hash.aws, group.aws))).toEqual(["crypto/phase2-hash"]);
  },
);

test("every group from 0 to 40 that is not in the table is refused", () => {
  const legal = groups.map(({ aws }) => aws);
  const others = Array.from({ length: 41 }, (_, group) => group).filter((group) => !legal.includes(group));
  for (const group of others)
    expect([group, errorsOf(text("AES256", "SHA2-256", group))]).toEqual([group, ["crypto/dh-group"]]);
});

test("a value without a counterpart is kept, so that the topology can always be built", () => {
  const odd = { ...topologyIpsec(), encryption: "toString", integrity: "constructor", dhGroup: 17 };
  expect(suiteOf(odd).gcp).toEqual({
    ikeVersion: 2,
    phase1: { encryption: "toString", integrity: ["constructor"], prf: "constructor", dh: "17" },
    phase2: { encryption: "toString", integrity: ["constructor"], pfs: "17" },
  });
});

test("of a list the first value is taken, and of an empty one none", () => {
  const lists = { ...topologyIpsec(), encryption: ["AES128", "AES256"], integrity: [], dhGroup: [15, 16] };
  expect(suiteOf(lists).aws.phase2).toEqual({ encryption: "AES128", integrity: "", dhGroup: 15 });
  expect(suiteOf({ ...lists, dhGroup: [] }).aws.phase1.dhGroup).toBe(0);
});

function topologyIpsec() {
  const { config } = parseFile({ path: "vpn.yaml", text: baseExample });
  if (config === undefined) throw new Error("the base example is not whole");
  return config.ipsec;
}
