import * as aws from "../../facts/aws.ts";
import { outOfBounds } from "../bounds.ts";
import { sectionRule } from "../rule.ts";

export const phase1Lifetime = sectionRule({
  id: "crypto/phase1-lifetime",
  severity: "error",
  title: "AWS takes the lifetime of phase 1",
  why: "AWS refuses the tunnel options. The lifetime need not equal Google Cloud's, which is fixed at 36000 seconds: in IKEv2 each side has its own, and the shorter one rekeys.",
  fix: "Leave the key out for AWS's longest, 28800 seconds.",
  source: aws.phase1Lifetime.source,
  needs: ["ipsec"],
  *check({ ipsec }) {
    yield* outOfBounds({
      at: ["ipsec", "lifetimes", "phase1"],
      value: ipsec.lifetimes.phase1,
      bounds: aws.phase1Lifetime.value,
      what: "phase 1 lifetime",
      unit: "seconds",
    });
  },
  bad: { yaml: "ipsec: { lifetimes: { phase1: 36000 } }", at: ["ipsec", "lifetimes", "phase1"] },
  good: { yaml: "ipsec: { lifetimes: { phase1: 28000 } }" },
});
