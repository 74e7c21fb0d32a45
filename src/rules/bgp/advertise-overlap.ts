import { sessionAdvertisement } from "../../facts/gcp.ts";
import { indexRanges } from "../range-index.ts";
import { advertisedRanges, awsRanges, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const advertiseOverlap = sectionRule({
  id: "bgp/advertise-overlap",
  severity: "warning",
  title: "What is advertised to AWS does not lie inside an AWS range",
  why: "AWS's own routes win, so nothing in that range ever goes to Google Cloud. A larger range around AWS's is fine: the more specific route wins.",
  fix: "Take the range out.",
  source: sessionAdvertisement.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp }) {
    // A default route holds everything, and is the matter of `security/open-range`.
    const own = indexRanges(validRanges(awsRanges(aws)).filter(({ cidr }) => cidr.prefix > 0));
    for (const { at, value, cidr } of validRanges(advertisedRanges(gcp))) {
      const around = own.holding(cidr);
      if (around === undefined) continue;
      yield {
        at,
        message: `${value} is advertised to AWS, and lies in AWS's own ${around.value}`,
        related: [{ at: around.at, message: "AWS's range" }],
      };
    }
  },
  bad: { yaml: "gcp: { advertise: [all-subnets, 10.20.4.0/24] }", at: ["gcp", "advertise", 1] },
  good: { yaml: "gcp: { advertise: [all-subnets, 10.0.0.0/8] }" },
});
