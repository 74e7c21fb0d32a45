import { overlappingAttachments } from "../../facts/aws-network.ts";
import { sectionRule } from "../rule.ts";

export const vgwSubnets = sectionRule({
  id: "gateway/vgw-subnets",
  severity: "error",
  title: "Subnets to attach belong to a transit gateway",
  why: "A virtual private gateway is attached to the VPC as a whole; the subnets would have no effect.",
  fix: "Remove the subnets, or use a transit gateway.",
  source: overlappingAttachments.source,
  needs: ["aws"],
  *check({ aws: { gateway, vpcs } }) {
    if (gateway.type !== "vgw") return;
    for (const [index, vpc] of vpcs.entries()) {
      if (vpc.subnets === undefined) continue;
      yield {
        at: ["aws", "vpcs", index, "subnets"],
        part: "key",
        message: "subnets are given, but a virtual private gateway is attached without any",
      };
    }
  },
  bad: {
    yaml: "aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], subnets: [subnet-0a1b2c3d4e5f60718], routeTables: external, securityGroups: external }] }",
    at: ["aws", "vpcs", 0, "subnets"],
  },
  good: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], subnets: [subnet-0a1b2c3d4e5f60718], routeTables: external, securityGroups: external }] }",
  },
});
