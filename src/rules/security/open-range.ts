import { cidrNotation } from "../../facts/internet.ts";
import { awsRanges, gcpRanges, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const openRange = sectionRule({
  id: "security/open-range",
  severity: "warning",
  title: "No range is the whole internet",
  why: "The ranges become the sources of security groups and firewall rules, and routes: 0.0.0.0/0 lets everybody in, and sends a VPC's internet traffic through the VPN.",
  fix: "List the ranges of the two networks.",
  source: cidrNotation.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp }) {
    for (const { at, value, cidr } of validRanges([...awsRanges(aws), ...gcpRanges(gcp)])) {
      if (cidr.prefix === 0) yield { at, message: `${value} is every address there is` };
    }
  },
  bad: { yaml: "gcp: { cidrs: [0.0.0.0/0] }", at: ["gcp", "cidrs", 0] },
  good: { yaml: "gcp: { cidrs: [10.128.0.0/9] }" },
});
