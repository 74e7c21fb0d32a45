import { expect, test } from "vitest";
import type { RuleId } from "../../../src/rules/all.ts";
import { findingsOf } from "./lay-over.ts";

const second = (rule: RuleId, first: string, other: string) => {
  const [finding] = findingsOf(rule, first, [other]);
  const at = finding && "path" in finding.place ? finding.place.path.join(".") : "";
  const related = finding?.related.map(({ place }) =>
    "path" in place ? `${place.file} ${place.path.join(".")}` : "",
  );
  return [at, ...(related ?? [])];
};

test("a name is shown where it is given, and else at the name that it is made of", () => {
  const given = "names: { aws: { stack: batch-vpn } }";
  expect(second("naming/created-twice", given, "{}")).toEqual(["name", "vpn.yaml names.aws.stack"]);
  expect(second("naming/created-twice", "{}", "names: { aws: { stack: tokyo-vpn } }")).toEqual([
    "names.aws.stack",
    "vpn.yaml name",
  ]);
});

test.each([
  ["gcp.router.name", "gcp: { router: { name: batch } }"],
  ["gcp.gateway.name", "gcp: { gateway: { name: batch } }"],
  ["names.gcp.externalGateway", "names: { gcp: { externalGateway: batch-aws } }"],
  ["names.gcp.firewall", "names: { gcp: { firewall: batch-from-aws } }"],
  ["names.gcp.tunnels.b2", "names: { gcp: { tunnels: { b2: batch-a1 } } }"],
])("a name given at %s is shown there, against one that is made of the other file's name", (place, first) => {
  expect(second("naming/created-twice", first, "{}")).toEqual(["name", `vpn.yaml ${place}`]);
});

test("two things of one kind with one name are shown at the second, with the first", () => {
  const [finding] = findingsOf("naming/gcp-distinct", "names: { gcp: { interfaces: { a2: i, b1: i } } }");
  expect(finding?.place).toMatchObject({ path: ["names", "gcp", "interfaces", "b1"] });
  expect(finding?.related[0]?.place).toMatchObject({ path: ["names", "gcp", "interfaces", "a2"] });
  expect(finding?.message).toBe('interface "i" is listed twice');
});

test("what is wrong with a key is shown at the key, what is wrong with its value at the value", () => {
  const parts = (yaml: string) =>
    findingsOf("naming/tags", yaml).map(({ place }) => "part" in place && place.part);
  expect(parts('aws: { tags: { "k;": v } }')).toEqual(["key"]);
  expect(parts('aws: { tags: { k: "v;" } }')).toEqual(["value"]);
  expect(parts('aws: { tags: { "k;": "v;" } }')).toEqual(["key", "value"]);
});

test("what an existing transit gateway decides is shown at the key that could say it, else at the gateway's id", () => {
  const part = (gateway: string) =>
    findingsOf("routing/tgw-defaults", `aws: { gateway: { type: tgw, id: tgw-0a, ${gateway} } }`).map(
      ({ place }) => "part" in place && place.part,
    );
  expect([part(""), part("routeTables: {}")]).toEqual([["value"], ["key"]]);
});

test("with terraform-aws, the storage of keys is shown with the target", () => {
  const [finding] = findingsOf(
    "secrets/one-apply",
    "preSharedKeys: { aws: { storage: Standard } }\noutput: { targets: [terraform-aws] }",
  );
  expect(finding?.place).toMatchObject({ path: ["preSharedKeys", "aws", "storage"] });
  expect(finding?.related[0]?.place).toMatchObject({ path: ["output", "targets"] });
});

test("the first of several overlapping ranges is the related place", () => {
  const [finding] = findingsOf(
    "addressing/cidr-overlap",
    "aws: { cidrs: [10.20.0.0/16] }\ngcp: { cidrs: [10.20.0.0/16] }",
  );
  expect(finding?.related[0]?.place).toMatchObject({ path: ["aws", "vpcs", 0, "cidrs", 0] });
});

test("an empty list of groups is shown at the list, an empty allow list at that one", () => {
  const vpc = "id: vpc-0a1b2c3d, cidrs: [10.20.0.0/16], routeTables: external";
  const path = (groups: string) =>
    findingsOf("security/nothing-allowed", `aws: { vpcs: [{ ${vpc}, securityGroups: ${groups} }] }`).map(
      ({ place }) => ("path" in place ? place.path.slice(3) : []),
    );
  expect(path("[]")).toEqual([["securityGroups"]]);
  expect(path("[{ id: sg-0a1b2c3d, allow: [] }]")).toEqual([["securityGroups", 0, "allow"]]);
});

const vpc = "id: vpc-0a1b2c3d, cidrs: [10.20.0.0/16]";
const outside = "routeTables: external, securityGroups: external";

test.each<[RuleId, string, ...string[]]>([
  [
    "routing/table-repeated",
    `aws: { vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a, subnet-0a] }] }`,
    "aws.vpcs.0.subnets.1",
    "aws.vpcs.0.subnets.0",
  ],
  [
    "routing/table-repeated",
    "aws: { gateway: { routeTables: { propagate: [tgw-rtb-0a, tgw-rtb-0a] } } }",
    "aws.gateway.routeTables.propagate.1",
    "aws.gateway.routeTables.propagate.0",
  ],
  [
    "security/repeated",
    `aws: { vpcs: [{ ${vpc}, routeTables: external, securityGroups: [{ id: sg-0a, allow: [] }, { id: sg-0a, allow: [] }] }] }`,
    "aws.vpcs.0.securityGroups.1.id",
    "aws.vpcs.0.securityGroups.0.id",
  ],
  ["secrets/sops-file", 'preSharedKeys: { source: sops, sops: { file: "" } }', "preSharedKeys.sops.file"],
  [
    "secrets/sops-file",
    "preSharedKeys: { source: existing, sops: { file: s.yaml } }",
    "preSharedKeys.sops",
    "preSharedKeys.source",
  ],
  [
    "secrets/unused",
    "preSharedKeys: { source: existing, gcp: { locations: [us-east4] } }",
    "preSharedKeys.gcp.locations",
    "preSharedKeys.source",
  ],
  [
    "secrets/location",
    "preSharedKeys: { gcp: { locations: [us-east4, us-east4] } }",
    "preSharedKeys.gcp.locations.1",
    "preSharedKeys.gcp.locations.0",
  ],
  ["output/targets", "output: { targets: [gcloud, gcloud] }", "output.targets.1", "output.targets.0"],
  [
    "output/no-effect",
    "aws: { logs: { group: g, retentionDays: 30, existing: true } }",
    "aws.logs.retentionDays",
    "aws.logs.existing",
  ],
  [
    "output/no-effect",
    "aws: { gateway: { type: vgw, id: vgw-0a1b2c3d } }\nnames: { aws: { gateway: g } }",
    "names.aws.gateway",
    "aws.gateway.id",
  ],
  [
    "output/no-effect",
    "gcp: { firewall: external }\nnames: { gcp: { firewall: f } }",
    "names.gcp.firewall",
    "gcp.firewall",
  ],
  [
    "addressing/vpc-overlap",
    `aws: { vpcs: [{ ${vpc.replace("16]", "16, 10.20.0.0/16]")}, ${outside} }, { id: vpc-1a, cidrs: [10.20.4.0/24], ${outside} }] }`,
    "aws.vpcs.1.cidrs.0",
    "aws.vpcs.0.cidrs.0",
  ],
  [
    "addressing/vpc-overlap",
    `aws: { vpcs: [${[24, 20, 16].map((length) => `{ id: vpc-${length}, cidrs: [10.20.0.0/${length}], ${outside} }`).join(", ")}] }`,
    "aws.vpcs.2.cidrs.0",
    "aws.vpcs.1.cidrs.0",
    "aws.vpcs.2.cidrs.0",
    "aws.vpcs.0.cidrs.0",
  ],
  ["routing/tgw-defaults", "aws: { gateway: { type: tgw, id: tgw-0a } }", "aws.gateway.id"],
  [
    "routing/tgw-defaults",
    "aws: { gateway: { type: tgw, id: tgw-0a, routeTables: {} } }",
    "aws.gateway.routeTables",
  ],
  [
    "naming/topic-place",
    'aws: { account: "123456789012", alarms: { topic: "arn:aws:sns:ap-northeast-1:210987654321:a" } }',
    "aws.alarms.topic",
    "aws.account",
  ],
])("what %s finds in %s is shown at %s, with %s", (rule, yaml, ...places) => {
  const shown = findingsOf(rule, yaml).flatMap(({ place, related }) => [
    place,
    ...related.map((one) => one.place),
  ]);
  expect(shown.map((place) => ("path" in place ? place.path.join(".") : ""))).toEqual(places);
});
