import { privateRanges } from "../../facts/internet.ts";
import { isPublic } from "../public-addresses.ts";
import { awsRanges, gcpRanges, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const publicRange = sectionRule({
  id: "addressing/public-range",
  severity: "warning",
  title: "The ranges are private ones",
  why: "Both clouds route public addresses that are used inside a network, but then the real owners of the addresses cannot be reached from it.",
  fix: "Use ranges of RFC 1918, unless these addresses are yours.",
  source: privateRanges.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp }) {
    for (const { at, value, cidr } of validRanges([...awsRanges(aws), ...gcpRanges(gcp)])) {
      if (isPublic(cidr)) yield { at, message: `${value} is public space` };
    }
  },
  bad: { yaml: "gcp: { cidrs: [34.100.0.0/16] }", at: ["gcp", "cidrs", 0] },
  good: { yaml: "gcp: { cidrs: [100.64.0.0/16] }" },
});
