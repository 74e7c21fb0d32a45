import { oneVgwPerVpc } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const vgwOneVpc = sectionRule({
  id: "gateway/vgw-one-vpc",
  severity: "error",
  title: "A virtual private gateway has exactly one VPC",
  why: "A virtual private gateway can be attached to one VPC. AWS refuses the second attachment, and the stack is rolled back.",
  fix: "Use a transit gateway for several VPCs, or a file for each.",
  source: oneVgwPerVpc.source,
  needs: ["aws"],
  *check({ aws: { gateway, vpcs } }) {
    if (gateway.type !== "vgw" || vpcs.length <= oneVgwPerVpc.value) return;
    yield {
      at: ["aws", "vpcs"],
      message: `${vpcs.length} VPCs behind a virtual private gateway, which takes one`,
      related: [{ at: ["aws", "gateway", "type"], message: "the type of the gateway" }],
    };
  },
  bad: {
    yaml: `aws:
  gateway: { type: vgw }
  vpcs:
    - { id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }
    - { id: vpc-0b2c3d4e5f6071829, cidrs: [10.21.0.0/16], routeTables: external, securityGroups: external }`,
    at: ["aws", "vpcs"],
  },
  good: {
    yaml: `aws:
  gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }
  vpcs:
    - { id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }
    - { id: vpc-0b2c3d4e5f6071829, cidrs: [10.21.0.0/16], routeTables: external, securityGroups: external }`,
  },
});
