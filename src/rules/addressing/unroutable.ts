import { unroutableRanges } from "../../facts/internet.ts";
import { overlaps } from "../../topology/addresses.ts";
import { awsRanges, factRange, gcpRanges, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

const special = unroutableRanges.value.map(factRange);

export const unroutable = sectionRule({
  id: "addressing/unroutable",
  severity: "error",
  title: "Each range can be routed",
  why: "Loopback, link-local, multicast and reserved addresses are not forwarded; AWS refuses some of these routes, and drops packets to the rest.",
  fix: "List ranges of the two networks.",
  source: unroutableRanges.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp }) {
    for (const { at, value, cidr } of validRanges([...awsRanges(aws), ...gcpRanges(gcp)])) {
      if (cidr.prefix === 0 || !special.some((range) => overlaps(range, cidr))) continue;
      yield {
        at,
        message: `${value} holds addresses that no router forwards; ${unroutableRanges.value.join(", ")} are special`,
      };
    }
  },
  bad: { yaml: "aws: { cidrs: [169.254.0.0/16] }", at: ["aws", "cidrs", 0] },
  good: { yaml: "aws: { cidrs: [10.254.0.0/16] }" },
});
