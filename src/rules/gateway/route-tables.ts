import { vgwActiveTunnels } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const routeTables = sectionRule({
  id: "gateway/route-tables",
  severity: "error",
  title: "Only an existing transit gateway has route tables to name",
  why: "A virtual private gateway has none, and one that is yet to be created has a new default table, whose id nobody knows.",
  fix: "Remove gateway.routeTables; a VPC's own tables are named under aws.vpcs.",
  source: vgwActiveTunnels.source,
  needs: ["aws"],
  *check({ aws: { gateway } }) {
    if (gateway.routeTables === undefined || (gateway.type === "tgw" && gateway.id !== undefined)) return;
    const which =
      gateway.type === "vgw"
        ? "a virtual private gateway has no"
        : "a transit gateway that is created here has no other";
    yield { at: ["aws", "gateway", "routeTables"], part: "key", message: `${which} route tables` };
  },
  bad: {
    yaml: "aws: { gateway: { type: vgw, routeTables: { associate: tgw-rtb-0a1b2c3d4e5f60718 } } }",
    at: ["aws", "gateway", "routeTables"],
  },
  good: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718, routeTables: { associate: tgw-rtb-0a1b2c3d4e5f60718 } } }",
  },
});
