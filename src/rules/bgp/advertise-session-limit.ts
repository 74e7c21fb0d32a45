import { advertisedRangesPerSession } from "../../facts/gcp.ts";
import { advertisedRanges, manyRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

const limit = advertisedRangesPerSession.value;

export const advertiseSessionLimit = sectionRule({
  id: "bgp/advertise-session-limit",
  severity: "error",
  title: "A BGP session advertises at most 200 ranges of its own",
  why: "Google Cloud refuses the session.",
  fix: "Sum the ranges up into larger ones, or advertise all-subnets.",
  source: advertisedRangesPerSession.source,
  needs: ["gcp"],
  *check({ gcp }) {
    const count = advertisedRanges(gcp).length;
    if (count <= limit) return;
    yield { at: ["gcp", "advertise"], message: `${count} ranges are advertised; a session takes ${limit}` };
  },
  get bad() {
    return {
      yaml: `aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }\ngcp: { advertise: [all-subnets, ${manyRanges(limit + 1)}] }`,
      at: ["gcp", "advertise"],
    };
  },
  get good() {
    return {
      yaml: `aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }\ngcp: { advertise: [all-subnets, ${manyRanges(limit)}] }`,
    };
  },
});
