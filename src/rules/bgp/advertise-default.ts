import { sessionAdvertisement } from "../../facts/gcp.ts";
import { advertisedRanges, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const advertiseDefault = sectionRule({
  id: "bgp/advertise-default",
  severity: "warning",
  title: "No default route is advertised to AWS",
  why: "A propagated default route sends everything for which AWS has no other route, the internet included, through the VPN to Google Cloud, which drops it unless something there forwards it.",
  fix: "Advertise the ranges that AWS is to reach.",
  source: sessionAdvertisement.source,
  needs: ["gcp"],
  *check({ gcp }) {
    for (const { at, cidr } of validRanges(advertisedRanges(gcp))) {
      if (cidr.prefix === 0) yield { at, message: "0.0.0.0/0 is advertised to AWS as its default route" };
    }
  },
  bad: { yaml: "gcp: { advertise: [all-subnets, 0.0.0.0/0] }", at: ["gcp", "advertise", 1] },
  good: { yaml: "gcp: { advertise: [all-subnets, 10.0.0.0/8] }" },
});
