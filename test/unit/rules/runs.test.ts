import { describe, expect, test } from "vitest";
import type { RuleId } from "../../../src/rules/all.ts";
import { findingsOf } from "./lay-over.ts";

/** Pairs of files, as changes of the first and the second example, and how often the rule is broken. */
interface Pair {
  readonly what: string;
  readonly first?: string;
  readonly second?: string;
  readonly found: number;
}

const tgw = "gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }";
const vgw = "gateway: { type: vgw, id: vgw-0a1b2c3d4e5f60718 }";
const vpc = "id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16]";
const outside = "routeTables: external, securityGroups: external";
const blocks = "169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30";
const group = (allow: string) => `[{ id: sg-0a1b2c3d4e5f60718, allow: [${allow}] }]`;

const pairs: Readonly<Partial<Record<RuleId, readonly Pair[]>>> = {
  "bgp/asn-shared": [
    { what: "a router's ASN that is AWS's in the other file", second: "gcp: { asn: 65000 }", found: 1 },
    { what: "the same, seen from the first file", first: "gcp: { asn: 65001 }", found: 1 },
    { what: "both ways at once", first: "gcp: { asn: 65001 }", second: "gcp: { asn: 65000 }", found: 2 },
    { what: "the same ASN of two routers", found: 0 },
    { what: "the same ASN of two AWS gateways", second: "aws: { asn: 65000 }", found: 0 },
    { what: "another network", second: "gcp: { asn: 65000, network: other }", found: 0 },
    { what: "another region", second: "gcp: { asn: 65000, region: us-east4 }", found: 0 },
    { what: "another project", second: "gcp: { asn: 65000, project: other-prod }", found: 0 },
    {
      what: "both sides of one file equal, which is another rule's",
      second: "aws: { asn: 64999 }\ngcp: { asn: 64999 }",
      found: 0,
    },
  ],
  "bgp/router-asn": [
    {
      what: "one router with two ASNs",
      first: "gcp: { router: { name: r } }",
      second: "gcp: { asn: 64513, router: { name: r } }",
      found: 1,
    },
    {
      what: "one router with one ASN",
      first: "gcp: { router: { name: r } }",
      second: "gcp: { router: { name: r } }",
      found: 0,
    },
    { what: "two routers", second: "gcp: { asn: 64513 }", found: 0 },
    {
      what: "routers of two regions",
      first: "gcp: { router: { name: r } }",
      second: "gcp: { asn: 64513, region: us-east4, router: { name: r } }",
      found: 0,
    },
    {
      what: "routers of two projects",
      first: "gcp: { router: { name: r } }",
      second: "gcp: { asn: 64513, project: other-prod, router: { name: r } }",
      found: 0,
    },
    {
      what: "files of one name, which is another rule's",
      second: "name: tokyo\ngcp: { asn: 64513 }",
      found: 0,
    },
  ],
  "bgp/gateway-asn": [
    { what: "one gateway with two ASNs", first: `aws: { ${tgw} }`, second: `aws: { ${tgw} }`, found: 1 },
    {
      what: "one gateway with one ASN",
      first: `aws: { ${tgw} }`,
      second: `aws: { asn: 65000, ${tgw} }`,
      found: 0,
    },
    { what: "two created gateways", first: "{}", found: 0 },
    {
      what: "gateways of two regions",
      first: `aws: { ${tgw} }`,
      second: `aws: { region: us-east-1, ${tgw} }`,
      found: 0,
    },
  ],
  "gateway/vgw-per-vpc": [
    {
      what: "two gateways to create for one VPC",
      second: `aws: { vpcs: [{ ${vpc}, ${outside} }] }`,
      found: 1,
    },
    {
      what: "one to create and one that exists",
      first: `aws: { ${vgw} }`,
      second: `aws: { vpcs: [{ ${vpc}, ${outside} }] }`,
      found: 1,
    },
    {
      what: "one that exists and one to create",
      second: `aws: { ${vgw}, vpcs: [{ ${vpc}, ${outside} }] }`,
      found: 1,
    },
    {
      what: "two that exist",
      first: `aws: { ${vgw} }`,
      second: `aws: { ${vgw.replace("0a1b", "1a1b")}, vpcs: [{ ${vpc}, ${outside} }] }`,
      found: 1,
    },
    {
      what: "one that exists in both",
      first: `aws: { ${vgw} }`,
      second: `aws: { ${vgw}, vpcs: [{ ${vpc}, ${outside} }] }`,
      found: 0,
    },
    {
      what: "a transit gateway in one",
      first: `aws: { ${tgw} }`,
      second: `aws: { vpcs: [{ ${vpc}, ${outside} }] }`,
      found: 0,
    },
    {
      what: "another region",
      second: `aws: { region: us-east-1, vpcs: [{ ${vpc}, ${outside} }] }`,
      found: 0,
    },
    { what: "another VPC", found: 0 },
  ],
  "gateway/attached-twice": [
    {
      what: "one VPC attached to one gateway by both",
      first: `aws: { ${tgw}, vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d] }] }`,
      second: `aws: { ${tgw}, vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d] }] }`,
      found: 1,
    },
    {
      what: "attached to two gateways",
      first: `aws: { ${tgw}, vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d] }] }`,
      second: `aws: { gateway: { type: tgw }, vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d] }] }`,
      found: 0,
    },
    {
      what: "attached to two gateways that exist",
      first: `aws: { ${tgw}, vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d] }] }`,
      second: `aws: { ${tgw.replace("0a1b", "1a1b")}, vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d] }] }`,
      found: 0,
    },
    {
      what: "attached to two gateways to create",
      first: `aws: { gateway: { type: tgw }, vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d] }] }`,
      second: `aws: { gateway: { type: tgw }, vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d] }] }`,
      found: 0,
    },
    {
      what: "attached by one, with an empty list in the other",
      first: `aws: { ${tgw}, vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d] }] }`,
      second: `aws: { ${tgw}, vpcs: [{ ${vpc}, ${outside}, subnets: [] }] }`,
      found: 0,
    },
    {
      what: "subnets with virtual private gateways, which is another rule's",
      first: `aws: { ${vgw}, vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d] }] }`,
      second: `aws: { ${vgw}, vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d] }] }`,
      found: 0,
    },
  ],
  "routing/route-twice": [
    {
      what: "one table and one range in both",
      first: `aws: { ${tgw} }`,
      second: `aws: { ${tgw}, vpcs: [{ ${vpc}, routeTables: [rtb-0a1b2c3d4e5f60718], securityGroups: external }] }`,
      found: 1,
    },
    {
      what: "one table and two ranges",
      first: `aws: { ${tgw} }`,
      second: `aws: { ${tgw}, vpcs: [{ ${vpc}, routeTables: [rtb-0a1b2c3d4e5f60718], securityGroups: external }] }\ngcp: { cidrs: [10.129.0.0/20] }`,
      found: 0,
    },
    { what: "two tables", first: `aws: { ${tgw} }`, second: `aws: { ${tgw} }`, found: 0 },
    {
      what: "propagation to one table",
      first: `aws: { ${vgw} }`,
      second: `aws: { ${vgw}, vpcs: [{ ${vpc}, routeTables: [rtb-0a1b2c3d4e5f60718], securityGroups: external }] }`,
      found: 0,
    },
  ],
  "security/ingress-twice": [
    {
      what: "one group, one entry and one range",
      second: `aws: { vpcs: [{ ${vpc}, routeTables: external, securityGroups: ${group("icmp")} }] }`,
      found: 1,
    },
    {
      what: "another entry",
      second: `aws: { vpcs: [{ ${vpc}, routeTables: external, securityGroups: ${group("tcp/1")} }] }`,
      found: 0,
    },
    {
      what: "another range",
      second: `aws: { vpcs: [{ ${vpc}, routeTables: external, securityGroups: ${group("icmp")} }] }\ngcp: { cidrs: [10.129.0.0/20] }`,
      found: 0,
    },
    {
      what: "another region",
      second: `aws: { region: us-east-1, vpcs: [{ ${vpc}, routeTables: external, securityGroups: ${group("icmp")} }] }`,
      found: 0,
    },
  ],
  "secrets/shared": [
    {
      what: "names without the VPN's, in AWS",
      first: 'preSharedKeys: { aws: { secrets: "p/{tunnel}" } }',
      second: 'preSharedKeys: { aws: { secrets: "p/{tunnel}" } }',
      found: 1,
    },
    {
      what: "the same in two AWS regions",
      first: 'preSharedKeys: { aws: { secrets: "p/{tunnel}" } }',
      second: 'aws: { region: us-east-1 }\npreSharedKeys: { aws: { secrets: "p/{tunnel}" } }',
      found: 0,
    },
    {
      what: "the same in two projects",
      first: 'preSharedKeys: { gcp: { secrets: "p-{tunnel}" } }',
      second: 'preSharedKeys: { gcp: { secrets: "p-{tunnel}", project: media-keys } }',
      found: 0,
    },
    { what: "the default names", found: 0 },
  ],
  "naming/created-twice": [
    {
      what: "one stack",
      first: "names: { aws: { stack: s } }",
      second: "names: { aws: { stack: s } }",
      found: 1,
    },
    {
      what: "one stack in two regions",
      first: "names: { aws: { stack: s } }",
      second: "aws: { region: us-east-1 }\nnames: { aws: { stack: s } }",
      found: 0,
    },
    {
      what: "one router",
      first: "gcp: { router: { name: r } }",
      second: "gcp: { router: { name: r } }",
      found: 1,
    },
    {
      what: "one router that exists",
      first: "gcp: { router: { name: r, existing: true } }",
      second: "gcp: { router: { name: r, existing: true } }",
      found: 0,
    },
    {
      what: "routers of two regions",
      first: "gcp: { router: { name: r } }",
      second: "gcp: { region: us-east4, router: { name: r } }",
      found: 0,
    },
    {
      what: "one gateway",
      first: "gcp: { gateway: { name: g } }",
      second: "gcp: { gateway: { name: g } }",
      found: 1,
    },
    {
      what: "one gateway that exists",
      first: "gcp: { gateway: { name: g, existing: true } }",
      second: "gcp: { gateway: { name: g } }",
      found: 0,
    },
    {
      what: "a gateway and a router of one name",
      first: "gcp: { gateway: { name: g } }",
      second: "gcp: { router: { name: g } }",
      found: 0,
    },
    {
      what: "one external gateway, in two regions",
      first: "names: { gcp: { externalGateway: e } }",
      second: "gcp: { region: us-east4 }\nnames: { gcp: { externalGateway: e } }",
      found: 1,
    },
    {
      what: "no firewall rule in either",
      first: "gcp: { firewall: external }",
      second: "gcp: { firewall: external }",
      found: 0,
    },
    {
      what: "one firewall rule, in two regions",
      first: "names: { gcp: { firewall: f } }",
      second: "gcp: { region: us-east4 }\nnames: { gcp: { firewall: f } }",
      found: 1,
    },
    {
      what: "one tunnel",
      first: "names: { gcp: { tunnels: { a1: t } } }",
      second: "names: { gcp: { tunnels: { b1: t } } }",
      found: 1,
    },
    {
      what: "one tunnel, of an HA gateway that exists",
      first: "gcp: { gateway: { name: g, existing: true } }\nnames: { gcp: { tunnels: { a1: t } } }",
      second: "gcp: { gateway: { name: g, existing: true } }\nnames: { gcp: { tunnels: { b1: t } } }",
      found: 1,
    },
    {
      what: "interfaces of one name on two routers",
      first: "names: { gcp: { interfaces: { a1: i } } }",
      second: "names: { gcp: { interfaces: { a1: i } } }",
      found: 0,
    },
    {
      what: "peers of one name on two routers",
      first: "names: { gcp: { peers: { a1: pp } } }",
      second: "names: { gcp: { peers: { a1: pp } } }",
      found: 0,
    },
    {
      what: "peers of one name on one router",
      first: "gcp: { router: { name: r, existing: true } }\nnames: { gcp: { peers: { a1: pp } } }",
      second: "gcp: { router: { name: r, existing: true } }\nnames: { gcp: { peers: { b2: pp } } }",
      found: 1,
    },
    {
      what: "the same in two projects",
      first: "gcp: { router: { name: r } }",
      second: "gcp: { project: other-prod, router: { name: r } }",
      found: 0,
    },
  ],
  "output/folder-nested": [
    { what: "a folder in the other's", second: "output: { directory: ./generated//tokyo/. }", found: 1 },
    { what: "deeper in it", second: "output: { directory: generated/tokyo/gcp }", found: 1 },
    { what: "the first in the second's", first: "output: { directory: generated/batch }", found: 1 },
    { what: "folders side by side", found: 0 },
    {
      what: "a folder whose name only begins alike",
      second: "output: { directory: generated/tokyo1 }",
      found: 0,
    },
  ],
  "addressing/inside-shared": [
    { what: "two names whose allocated blocks differ", found: 0 },
    {
      what: "allocated blocks that the other file gives",
      second:
        "tunnels: { insideCidrs: [169.254.125.144/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }",
      found: 1,
    },
    {
      what: "one transit gateway with two networks, where blocks need not differ",
      first: `aws: { ${tgw} }\ntunnels: { insideCidrs: [${blocks}] }`,
      second: `aws: { asn: 65000, ${tgw} }\ngcp: { network: other }\ntunnels: { insideCidrs: [${blocks}] }`,
      found: 0,
    },
    {
      what: "blocks that cannot be read",
      first: "tunnels: { insideCidrs: [a, b, c, d] }",
      second: "tunnels: { insideCidrs: [a, b, c, d] }",
      found: 0,
    },
  ],
};

for (const [rule, cases] of Object.entries(pairs) as [RuleId, readonly Pair[]][]) {
  describe(rule, () => {
    test.each(cases)("finds $found in $what", ({ first = "{}", second = "{}", found }) => {
      expect(findingsOf(rule, first, [second])).toHaveLength(found);
    });
  });
}

test("the allocated blocks of a clash are shown at the names", () => {
  const [finding] = findingsOf(
    "addressing/inside-shared",
    "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.125.144/30] }",
    [
      "name: tokyo-2\ntunnels: { insideCidrs: [169.254.12.0/30, 169.254.12.4/30, 169.254.13.0/30, 169.254.125.144/30] }",
    ],
  );
  expect(finding?.place).toEqual({ file: "2.vpn.yaml", path: ["tunnels", "insideCidrs", 3], part: "value" });
  expect(finding?.related[0]?.place).toMatchObject({ file: "vpn.yaml", path: ["tunnels", "insideCidrs", 3] });
});

test("of three files of one name, two are findings, both about the first", () => {
  const findings = findingsOf("output/name-shared", "name: x", ["name: x", "name: x"]);
  expect(findings.map(({ place, message }) => [place.file, message])).toEqual([
    ["2.vpn.yaml", "x is the name of vpn.yaml too"],
    ["3.vpn.yaml", "x is the name of vpn.yaml too"],
  ]);
});

describe("gateway/connections-per-vgw", () => {
  const messages = (gateway: string, files: number) => {
    const others = Array.from(
      { length: files - 1 },
      (_, index) => `name: more-${index}\naws: { ${gateway} }`,
    );
    return findingsOf("gateway/connections-per-vgw", `aws: { ${gateway} }`, others).map(
      ({ message }) => message,
    );
  };

  test("counts two connections for each file", () => {
    expect(messages(vgw, 5)).toEqual([]);
    expect(messages(vgw, 7)).toEqual([
      "vgw-0a1b2c3d4e5f60718 gets 14 connections from 7 files; 10 is the quota",
    ]);
  });

  test("counts neither transit gateways nor those that are created", () => {
    expect(messages(tgw, 6)).toEqual([]);
    expect(messages("gateway: { type: vgw }", 6)).toEqual([]);
  });
});
