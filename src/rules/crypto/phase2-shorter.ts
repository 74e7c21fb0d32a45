import { phase2Lifetime } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const phase2Shorter = sectionRule({
  id: "crypto/phase2-shorter",
  severity: "error",
  title: "Phase 2 lives shorter than phase 1",
  why: "AWS refuses tunnel options whose phase 2 lives as long as phase 1 or longer.",
  fix: "Shorten phase 2, or lengthen phase 1.",
  source: phase2Lifetime.source,
  needs: ["ipsec"],
  *check({ ipsec: { lifetimes } }) {
    if (lifetimes.phase2 < lifetimes.phase1) return;
    yield {
      at: ["ipsec", "lifetimes", "phase2"],
      message: `phase 2 lives ${lifetimes.phase2} seconds and phase 1 ${lifetimes.phase1}; phase 2 must be the shorter one`,
      related: [{ at: ["ipsec", "lifetimes", "phase1"], message: "phase 1" }],
    };
  },
  bad: { yaml: "ipsec: { lifetimes: { phase1: 3600, phase2: 3600 } }", at: ["ipsec", "lifetimes", "phase2"] },
  good: { yaml: "ipsec: { lifetimes: { phase1: 3601, phase2: 3600 } }" },
});
