import * as aws from "../../facts/aws.ts";
import { outOfBounds } from "../bounds.ts";
import { sectionRule } from "../rule.ts";

export const dpdTimeout = sectionRule({
  id: "crypto/dpd-timeout",
  severity: "error",
  title: "AWS takes the timeout of dead peer detection",
  why: "AWS refuses the tunnel options. BGP notices a dead tunnel after 30 seconds anyway, so a shorter timeout would gain nothing.",
  fix: "Leave the key out for 30 seconds.",
  source: aws.dpdTimeout.source,
  needs: ["ipsec"],
  *check({ ipsec }) {
    yield* outOfBounds({
      at: ["ipsec", "dpd", "timeout"],
      value: ipsec.dpd.timeout,
      bounds: aws.dpdTimeout.value,
      what: "DPD timeout",
      unit: "seconds",
    });
  },
  bad: { yaml: "ipsec: { dpd: { timeout: 10 } }", at: ["ipsec", "dpd", "timeout"] },
  good: { yaml: "ipsec: { dpd: { timeout: 40 } }" },
});
