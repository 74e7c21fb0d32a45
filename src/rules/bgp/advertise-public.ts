import { serviceRanges } from "../../facts/gcp.ts";
import { isPublic } from "../public-addresses.ts";
import { advertisedRanges, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

const services: readonly string[] = serviceRanges.value;

export const advertisePublic = sectionRule({
  id: "bgp/advertise-public",
  severity: "warning",
  title: "No public range is advertised to AWS, but for those of Google's own services",
  why: "AWS then sends traffic for these public addresses through the VPN instead of to the internet. That is right for Cloud DNS and for private access to Google's APIs, and seldom else.",
  fix: "Take the range out, unless it is used inside the network.",
  source: serviceRanges.source,
  needs: ["gcp"],
  *check({ gcp }) {
    for (const { at, value, cidr } of validRanges(advertisedRanges(gcp))) {
      if (isPublic(cidr) && !services.includes(value)) {
        yield { at, message: `${value} is public, and is advertised to AWS` };
      }
    }
  },
  bad: { yaml: "gcp: { advertise: [all-subnets, 34.157.0.0/16] }", at: ["gcp", "advertise", 1] },
  good: { yaml: "gcp: { advertise: [all-subnets, 35.199.192.0/19] }" },
});
