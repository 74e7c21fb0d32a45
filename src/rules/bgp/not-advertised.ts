import { sessionAdvertisement } from "../../facts/gcp.ts";
import { covers, unionOf } from "../../topology/addresses.ts";
import { advertisedRanges, gcpRanges, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const notAdvertised = sectionRule({
  id: "bgp/not-advertised",
  severity: "error",
  title: "Each range that AWS may reach is advertised to it",
  why: "A session's own list takes the place of the router's. AWS learns no route to the rest, and answers to it leave by the wrong way or not at all, although all tunnels are up.",
  fix: "Advertise the range, or all-subnets.",
  source: sessionAdvertisement.source,
  needs: ["gcp"],
  *check({ gcp }) {
    if (gcp.advertise.includes("all-subnets")) return;
    const advertised = unionOf(validRanges(advertisedRanges(gcp)).map(({ cidr }) => cidr));
    for (const { at, value, cidr } of validRanges(gcpRanges(gcp))) {
      if (covers(advertised, cidr)) continue;
      yield {
        at,
        message: `AWS may reach ${value}, but gcp.advertise does not cover it`,
        related: [{ at: ["gcp", "advertise"], message: "what AWS learns" }],
      };
    }
  },
  bad: { yaml: "gcp: { advertise: [10.128.0.0/21] }", at: ["gcp", "cidrs", 0] },
  good: { yaml: "gcp: { advertise: [10.128.0.0/21, 10.128.8.0/21] }" },
});
