import * as aws from "../../facts/aws.ts";
import { outOfBounds } from "../bounds.ts";
import { sectionRule } from "../rule.ts";

export const phase2Lifetime = sectionRule({
  id: "crypto/phase2-lifetime",
  severity: "error",
  title: "AWS takes the lifetime of phase 2",
  why: "AWS refuses the tunnel options. The lifetime need not equal Google Cloud's, which is fixed at 10800 seconds: AWS's is always the shorter one, and AWS rekeys.",
  fix: "Leave the key out for AWS's longest, 3600 seconds.",
  source: aws.phase2Lifetime.source,
  needs: ["ipsec"],
  *check({ ipsec }) {
    yield* outOfBounds({
      at: ["ipsec", "lifetimes", "phase2"],
      value: ipsec.lifetimes.phase2,
      bounds: aws.phase2Lifetime.value,
      what: "phase 2 lifetime",
      unit: "seconds",
    });
  },
  bad: { yaml: "ipsec: { lifetimes: { phase2: 10800 } }", at: ["ipsec", "lifetimes", "phase2"] },
  good: { yaml: "ipsec: { lifetimes: { phase2: 3000 } }" },
});
