import * as facts from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const acceleration = sectionRule({
  id: "gateway/acceleration",
  severity: "error",
  title: "The connection is not accelerated",
  why: "On an accelerated connection the customer gateway must begin every rekey. Cloud VPN's lifetimes are fixed and longer than AWS's, so AWS's keys run out first, and the tunnels go down every hour.",
  fix: "Remove the key.",
  source: facts.acceleration.source,
  needs: ["aws"],
  *check({ aws }) {
    if (aws.gateway.acceleration === undefined) return;
    yield {
      at: ["aws", "gateway", "acceleration"],
      part: "key",
      message: "an accelerated VPN waits for the customer gateway to rekey, which Cloud VPN does too late",
    };
  },
  bad: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718, acceleration: true } }",
    at: ["aws", "gateway", "acceleration"],
  },
  good: { yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }" },
});
