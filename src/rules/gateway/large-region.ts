import { regionsWithoutLargeTunnels } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

const without: readonly string[] = regionsWithoutLargeTunnels.value;

export const largeRegion = sectionRule({
  id: "gateway/large-region",
  severity: "error",
  title: "The region has tunnels of bandwidth `large`",
  why: "AWS refuses the connection in a region without them.",
  fix: "Write standard; a transit gateway shares traffic among several connections by ECMP.",
  source: regionsWithoutLargeTunnels.source,
  needs: ["aws"],
  *check({ aws: { gateway, region } }) {
    if (gateway.bandwidth !== "large" || !without.includes(region)) return;
    yield {
      at: ["aws", "gateway", "bandwidth"],
      message: `bandwidth large is not offered in ${region}; every other region but ${without.filter((other) => other !== region).join(", ")} has it`,
      related: [{ at: ["aws", "region"], message: "the region" }],
    };
  },
  bad: {
    yaml: "aws: { region: ca-west-1, gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718, bandwidth: large } }",
    at: ["aws", "gateway", "bandwidth"],
  },
  good: {
    yaml: "aws: { region: ca-central-1, gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718, bandwidth: large } }",
  },
});
