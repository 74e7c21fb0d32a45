import { resourceIdDigits } from "../../facts/aws.ts";
import { matches } from "../pattern.ts";
import { type Placed, placed } from "../placed.ts";
import { sectionRule } from "../rule.ts";
import { shown } from "../shown.ts";

export const resourceId = sectionRule({
  id: "naming/resource-id",
  severity: "error",
  title: "VPCs, subnets, route tables and security groups are named by id",
  why: "AWS finds nothing by another name, and the stack is rolled back.",
  fix: "Write the id, as the console shows it.",
  source: resourceIdDigits.source,
  needs: ["aws"],
  *check({ aws: { vpcs, gateway } }) {
    const { associate, propagate = [] } = gateway.routeTables ?? {};
    const tables = ["aws", "gateway", "routeTables"];
    if (associate !== undefined)
      yield* badId("tgw-rtb", [{ at: [...tables, "associate"], value: associate }]);
    yield* badId("tgw-rtb", placed([...tables, "propagate"], propagate));
    for (const [index, vpc] of vpcs.entries()) {
      const at = ["aws", "vpcs", index];
      yield* badId("vpc", [{ at: [...at, "id"], value: vpc.id }]);
      yield* badId("subnet", placed([...at, "subnets"], vpc.subnets ?? []));
      if (vpc.routeTables !== "external")
        yield* badId("rtb", placed([...at, "routeTables"], vpc.routeTables));
      if (vpc.securityGroups === "external") continue;
      const groups = vpc.securityGroups.map(({ id }, group) => ({
        at: [...at, "securityGroups", group, "id"],
        value: id,
      }));
      yield* badId("sg", groups);
    }
  },
  bad: {
    yaml: "aws: { vpcs: [{ id: media-vpc, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }",
    at: ["aws", "vpcs", 0, "id"],
  },
  good: {
    yaml: "aws: { vpcs: [{ id: vpc-0a1b2c3d, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }",
  },
});

function* badId(prefix: string, entries: readonly Placed[]) {
  for (const { at, value } of entries) {
    if (matches(value, `^${prefix}-${resourceIdDigits.value}$`)) continue;
    yield { at, message: `${shown(value)} is no id: ${prefix}- and 17 (once 8) digits of 0-9 and a-f` };
  }
}
