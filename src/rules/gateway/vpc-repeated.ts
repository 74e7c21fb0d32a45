import { overlappingAttachments } from "../../facts/aws-network.ts";
import { repeated } from "../repeated.ts";
import { sectionRule } from "../rule.ts";

export const vpcRepeated = sectionRule({
  id: "gateway/vpc-repeated",
  severity: "error",
  title: "No VPC is listed twice",
  why: "AWS attaches a VPC to a gateway once, and refuses the second attachment.",
  fix: "Join the two entries.",
  source: overlappingAttachments.source,
  needs: ["aws"],
  *check({ aws: { vpcs } }) {
    yield* repeated(
      vpcs.map(({ id }, index) => ({ at: ["aws", "vpcs", index, "id"], value: id })),
      "VPC",
    );
  },
  bad: {
    yaml: `aws:
  gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }
  vpcs:
    - { id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }
    - { id: vpc-0a1b2c3d4e5f60718, cidrs: [10.21.0.0/16], routeTables: external, securityGroups: external }`,
    at: ["aws", "vpcs", 1, "id"],
  },
  good: {
    yaml: `aws:
  gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }
  vpcs:
    - { id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16, 10.21.0.0/16], routeTables: external, securityGroups: external }`,
  },
});
