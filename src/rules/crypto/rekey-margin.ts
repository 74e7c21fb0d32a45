import { rekeyMargin as margin } from "../../facts/aws.ts";
import { boundsText, within } from "../bounds.ts";
import { sectionRule } from "../rule.ts";

export const rekeyMargin = sectionRule({
  id: "crypto/rekey-margin",
  severity: "error",
  title: "AWS begins to rekey at least a minute before phase 2 ends, and not before its half",
  why: "AWS refuses the tunnel options.",
  fix: "Leave the key out for 270 seconds.",
  source: margin.source,
  needs: ["ipsec"],
  *check({ ipsec: { rekey, lifetimes } }) {
    const bounds = { min: margin.value.min, max: Math.floor(lifetimes.phase2 / 2) };
    // A lifetime without any legal margin is out of range itself.
    if (bounds.max < bounds.min || within(rekey.margin, bounds)) return;
    yield {
      at: ["ipsec", "rekey", "margin"],
      message: `rekey margin of ${rekey.margin} seconds; ${boundsText(bounds)} is allowed, up to half of phase 2`,
      related: [
        { at: ["ipsec", "lifetimes", "phase2"], message: `phase 2 lives ${lifetimes.phase2} seconds` },
      ],
    };
  },
  bad: {
    yaml: "ipsec: { rekey: { margin: 600 }, lifetimes: { phase2: 900 } }",
    at: ["ipsec", "rekey", "margin"],
  },
  good: { yaml: "ipsec: { rekey: { margin: 450 }, lifetimes: { phase2: 900 } }" },
});
