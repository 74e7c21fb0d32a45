import { tunnelBandwidths } from "../../facts/aws.ts";
import { notOneOf } from "../not-one-of.ts";
import { sectionRule } from "../rule.ts";

export const bandwidth = sectionRule({
  id: "gateway/bandwidth",
  severity: "error",
  title: "AWS knows the bandwidth, and the gateway has it",
  why: "AWS refuses the connection: `large`, in small letters, needs a transit gateway.",
  fix: "Write standard, or use a transit gateway.",
  source: tunnelBandwidths.source,
  needs: ["aws"],
  *check({ aws: { gateway } }) {
    const at = ["aws", "gateway", "bandwidth"];
    yield* notOneOf({ at, value: gateway.bandwidth }, { words: tunnelBandwidths.value, what: "bandwidth" });
    if (gateway.bandwidth !== "large" || gateway.type === "tgw") return;
    yield {
      at,
      message: "bandwidth large with a virtual private gateway; only a transit gateway has it",
      related: [{ at: ["aws", "gateway", "type"], message: "the type of the gateway" }],
    };
  },
  bad: { yaml: "aws: { gateway: { type: vgw, bandwidth: large } }", at: ["aws", "gateway", "bandwidth"] },
  good: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718, bandwidth: large } }",
  },
});
