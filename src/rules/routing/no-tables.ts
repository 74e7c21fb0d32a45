import { vgwActiveTunnels } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const noTables = sectionRule({
  id: "routing/no-tables",
  severity: "error",
  title: "Some route table of the VPC leads to Google Cloud",
  why: "The tunnels come up and Google Cloud's packets arrive, but no answer finds the way back.",
  fix: "List the VPC's route tables, or write external where another team manages them.",
  source: vgwActiveTunnels.source,
  needs: ["aws"],
  *check({ aws: { vpcs } }) {
    for (const [index, { id, routeTables }] of vpcs.entries()) {
      if (routeTables === "external" || routeTables.length > 0) continue;
      yield {
        at: ["aws", "vpcs", index, "routeTables"],
        message: `no route table of ${id} leads to Google Cloud`,
      };
    }
  },
  bad: {
    yaml: "aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: [], securityGroups: external }] }",
    at: ["aws", "vpcs", 0, "routeTables"],
  },
  good: {
    yaml: "aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }",
  },
});
