import { dockerRange } from "../../facts/aws-network.ts";
import { overlaps } from "../../topology/addresses.ts";
import { awsRanges, factRange, gcpRanges, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

const bridge = factRange(dockerRange.value);

export const docker = sectionRule({
  id: "addressing/docker",
  severity: "warning",
  title: "No range is Docker's own bridge",
  why: "Hosts with Docker route 172.17.0.0/16 to their own bridge. From there the other cloud's addresses in it cannot be reached, and only there, which takes long to find.",
  fix: "Use another range, or move the bridge of every host that runs Docker.",
  source: dockerRange.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp }) {
    for (const { at, value, cidr } of validRanges([...awsRanges(aws), ...gcpRanges(gcp)])) {
      if (cidr.prefix === 0 || !overlaps(bridge, cidr)) continue;
      yield { at, message: `${value} holds addresses of ${dockerRange.value}, the default bridge of Docker` };
    }
  },
  bad: { yaml: "aws: { cidrs: [172.17.0.0/16] }", at: ["aws", "cidrs", 0] },
  good: { yaml: "aws: { cidrs: [172.18.0.0/16] }" },
});
