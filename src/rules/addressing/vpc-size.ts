import { vpcPrefix } from "../../facts/aws-network.ts";
import { boundsText, within } from "../bounds.ts";
import { placed } from "../placed.ts";
import { validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const vpcSize = sectionRule({
  id: "addressing/vpc-size",
  severity: "warning",
  title: "A VPC's ranges are as large as a VPC's can be",
  why: "A VPC's range is a /16 at most and a /28 at least, so this one is not the VPC's own, and routes and rules are made for addresses that are not there.",
  fix: "Write the VPC's own ranges; put what else is reachable into aws.cidrs.",
  source: vpcPrefix.source,
  needs: ["aws"],
  *check({ aws }) {
    for (const [index, vpc] of aws.vpcs.entries()) {
      for (const { at, value, cidr } of validRanges(placed(["aws", "vpcs", index, "cidrs"], vpc.cidrs))) {
        // A default route is the matter of `security/open-range`.
        if (cidr.prefix === 0 || within(cidr.prefix, vpcPrefix.value)) continue;
        yield {
          at,
          message: `${value} is no VPC's range; prefixes of ${boundsText(vpcPrefix.value)} are possible`,
        };
      }
    }
  },
  bad: {
    yaml: "aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.0.0.0/15], routeTables: external, securityGroups: external }] }",
    at: ["aws", "vpcs", 0, "cidrs", 0],
  },
  good: {
    yaml: "aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.0.0.0/16], routeTables: external, securityGroups: external }] }",
  },
});
