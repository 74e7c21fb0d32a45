import { cidrNotation } from "../../facts/internet.ts";
import { invalidRange } from "../invalid-range.ts";
import { awsRanges, gcpRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const cidrValid = sectionRule({
  id: "addressing/cidr-valid",
  severity: "error",
  title: "Each range is written as an IPv4 range, with no bits set behind its prefix",
  why: "AWS refuses such a route, and Google Cloud such a firewall rule. IPv6 is not carried.",
  fix: "Write the range as 10.20.0.0/16.",
  source: cidrNotation.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp }) {
    for (const entry of [...awsRanges(aws), ...gcpRanges(gcp)]) yield* invalidRange(entry);
  },
  bad: { yaml: "aws: { cidrs: [10.30.0.1/16] }", at: ["aws", "cidrs", 0] },
  good: { yaml: "aws: { cidrs: [10.30.0.0/16] }" },
});
