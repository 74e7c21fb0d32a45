import { cidrNotation } from "../../facts/internet.ts";
import { advertisedRanges } from "../cidrs.ts";
import { badRange } from "../range-text.ts";
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
    for (const entry of advertisedRanges(gcp)) yield* badRange(entry);
  },
  bad: { yaml: "gcp: { advertise: [all-subnets, 10.128.0.1/20] }", at: ["gcp", "advertise", 1] },
  good: { yaml: "gcp: { advertise: [all-subnets, 10.128.0.0/20] }" },
});
