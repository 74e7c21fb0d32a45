import { oneVgwPerVpc } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const vpcMissing = sectionRule({
  id: "gateway/vpc-missing",
  severity: "error",
  title: "There is a VPC behind the gateway",
  why: "Without one nothing on AWS is routed to Google Cloud, although the tunnels come up.",
  fix: "List the VPC; with routeTables and securityGroups: external where another team manages them.",
  source: oneVgwPerVpc.source,
  needs: ["aws"],
  *check({ aws: { vpcs } }) {
    if (vpcs.length === 0) yield { at: ["aws", "vpcs"], message: "no VPC is listed" };
  },
  bad: { yaml: "aws: { vpcs: [] }", at: ["aws", "vpcs"] },
  good: {
    yaml: "aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }",
  },
});
