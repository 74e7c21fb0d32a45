import { sessionAdvertisement } from "../../facts/gcp.ts";
import { indexRanges } from "../range-index.ts";
import { awsRanges, gcpRanges, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const cidrOverlap = sectionRule({
  id: "addressing/cidr-overlap",
  severity: "error",
  title: "No range lies on both sides",
  why: "Each cloud's own route wins over one that is learned, so packets to the shared addresses never enter the tunnel, although everything is up.",
  fix: "Renumber one side, or list only the parts that are not shared.",
  source: sessionAdvertisement.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp }) {
    // A default route overlaps everything, and is the matter of `security/open-range`.
    const own = indexRanges(validRanges(awsRanges(aws)).filter(({ cidr }) => cidr.prefix > 0));
    for (const { at, value, cidr } of validRanges(gcpRanges(gcp))) {
      const other = cidr.prefix > 0 ? own.meeting(cidr) : undefined;
      if (other === undefined) continue;
      yield {
        at,
        message: `${value} on Google Cloud overlaps ${other.value} on AWS`,
        related: [{ at: other.at, message: "AWS's range" }],
      };
    }
  },
  bad: { yaml: "gcp: { cidrs: [10.20.128.0/20] }", at: ["gcp", "cidrs", 0] },
  good: { yaml: "gcp: { cidrs: [10.21.0.0/16] }" },
});
