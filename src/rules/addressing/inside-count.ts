import { fourIpsRedundancy } from "../../facts/gcp.ts";
import { sectionRule } from "../rule.ts";

const tunnels = Object.keys(fourIpsRedundancy.value);

export const insideCount = sectionRule({
  id: "addressing/inside-count",
  severity: "error",
  title: "There are four inside CIDRs, one for each tunnel",
  why: "Two connections of two tunnels are what Google Cloud counts as redundant; each tunnel has one BGP session, and each session its own range.",
  fix: "Give four ranges, for a1, a2, b1 and b2 in this order, or leave the key out.",
  source: fourIpsRedundancy.source,
  needs: ["tunnels"],
  *check({ tunnels: { insideCidrs } }) {
    if (insideCidrs === undefined || insideCidrs.length === tunnels.length) return;
    yield {
      at: ["tunnels", "insideCidrs"],
      message: `${insideCidrs.length} inside CIDRs; four are needed, for ${tunnels.join(", ")}`,
    };
  },
  bad: {
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30] }",
    at: ["tunnels", "insideCidrs"],
  },
  good: {
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }",
  },
});
