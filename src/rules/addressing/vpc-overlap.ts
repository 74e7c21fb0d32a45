import { overlappingAttachments } from "../../facts/aws-network.ts";
import type { Config } from "../../source/schema/config.ts";
import { overlaps } from "../../topology/addresses.ts";
import { placed } from "../placed.ts";
import { validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const vpcOverlap = sectionRule({
  id: "addressing/vpc-overlap",
  severity: "warning",
  title: "No two VPCs behind one gateway overlap",
  why: "A transit gateway does not propagate the range of the VPC that is attached second, so what comes from Google Cloud goes to the first VPC alone.",
  fix: "Renumber one VPC, or take it out.",
  source: overlappingAttachments.source,
  needs: ["aws"],
  *check({ aws }) {
    // Wider ranges first: two ranges nest or are apart, so what holds a range is still open when it comes.
    const entries = aws.vpcs
      .flatMap(rangesOf)
      .sort((a, b) => a.cidr.network - b.cidr.network || a.cidr.prefix - b.cidr.prefix);
    let open: typeof entries = [];
    for (const entry of entries) {
      open = open.filter(({ cidr }) => overlaps(cidr, entry.cidr));
      const outer = open.find(({ vpc }) => vpc !== entry.vpc);
      open.push(entry);
      if (outer === undefined) continue;
      const [first, other] = outer.vpc < entry.vpc ? [outer, entry] : [entry, outer];
      yield {
        at: other.at,
        message: `${other.value} overlaps ${first.value} of ${first.id}`,
        related: [{ at: first.at, message: "the other VPC's range" }],
      };
    }
  },
  bad: {
    yaml: `aws:
  gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }
  vpcs:
    - { id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }
    - { id: vpc-0b2c3d4e5f6071829, cidrs: [10.20.8.0/21], routeTables: external, securityGroups: external }`,
    at: ["aws", "vpcs", 1, "cidrs", 0],
  },
  good: {
    yaml: `aws:
  gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }
  vpcs:
    - { id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }
    - { id: vpc-0b2c3d4e5f6071829, cidrs: [10.21.0.0/16], routeTables: external, securityGroups: external }`,
  },
});

function rangesOf({ id, cidrs }: Config["aws"]["vpcs"][number], vpc: number) {
  const entries = validRanges(placed(["aws", "vpcs", vpc, "cidrs"], cidrs)).map((entry) => ({
    ...entry,
    id,
    vpc,
  }));
  // That one is listed twice is the matter of `addressing/cidr-repeated`.
  return [...new Map(entries.reverse().map((entry) => [entry.value, entry])).values()];
}
