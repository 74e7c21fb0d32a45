import { cidrNotation } from "../../facts/internet.ts";
import { invalidRange } from "../invalid-range.ts";
import { advertisedRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const advertiseEntry = sectionRule({
  id: "bgp/advertise-entry",
  severity: "error",
  title: "What is advertised is `all-subnets` or an IPv4 range",
  why: "Google Cloud refuses the BGP session.",
  fix: "Write all-subnets, or a range such as 10.128.0.0/20.",
  source: cidrNotation.source,
  needs: ["gcp"],
  *check({ gcp }) {
    for (const entry of advertisedRanges(gcp)) yield* invalidRange(entry);
  },
  bad: { yaml: "gcp: { advertise: [all-subnets, 10.128.0.1/20] }", at: ["gcp", "advertise", 1] },
  good: { yaml: "gcp: { advertise: [all-subnets, 10.128.0.0/20] }" },
});
