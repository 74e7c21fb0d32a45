import { sessionRangesUnique } from "../../facts/gcp.ts";
import { overlaps } from "../../topology/addresses.ts";
import { freeBlock } from "../inside-blocks.ts";
import { insideCidrs, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const insideDistinct = sectionRule({
  id: "addressing/inside-distinct",
  severity: "error",
  title: "Each tunnel has an inside CIDR of its own",
  why: "Both clouds refuse a range twice. Where one lets it pass, IKE comes up and one of the two BGP sessions never does.",
  fix: "Write another block.",
  source: sessionRangesUnique.source,
  needs: ["tunnels"],
  *check({ tunnels }) {
    const entries = validRanges(insideCidrs(tunnels));
    const taken = entries.map(({ cidr }) => cidr);
    for (const [index, { at, value, cidr }] of entries.entries()) {
      const earlier = entries.slice(0, index).find((other) => overlaps(other.cidr, cidr));
      if (earlier === undefined) continue;
      yield {
        at,
        message: `inside CIDR ${value} is another tunnel's too`,
        fix: `Write ${freeBlock(taken, Number(at[2]))}, which is free.`,
        related: [{ at: earlier.at, message: "the other tunnel" }],
      };
    }
  },
  bad: {
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.10.0/30, 169.254.11.4/30] }",
    at: ["tunnels", "insideCidrs", 2],
  },
  good: {
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.10.8/30, 169.254.11.4/30] }",
  },
});
