import { reservedInsideCidrs } from "../../facts/aws.ts";
import { freeBlock, reservedBlock } from "../inside-blocks.ts";
import { insideCidrs, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

export const insideReserved = sectionRule({
  id: "addressing/inside-reserved",
  severity: "error",
  title: "No inside CIDR is one that AWS reserves",
  why: "AWS refuses the connection.",
  fix: "Write another block, from 169.254.6.0/30 on.",
  source: reservedInsideCidrs.source,
  needs: ["tunnels"],
  *check({ tunnels }) {
    const entries = validRanges(insideCidrs(tunnels));
    const taken = entries.map(({ cidr }) => cidr);
    for (const { at, value, cidr } of entries) {
      const reserved = cidr.prefix === 30 ? reservedBlock(cidr) : undefined;
      if (reserved === undefined) continue;
      yield {
        at,
        message: `inside CIDR ${value} is reserved by AWS, as are ${reservedInsideCidrs.value.filter((block) => block !== reserved).join(", ")}`,
        fix: `Write ${freeBlock(taken, Number(at[2]))}, which is free.`,
      };
    }
  },
  bad: {
    yaml: "tunnels: { insideCidrs: [169.254.5.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }",
    at: ["tunnels", "insideCidrs", 0],
  },
  good: {
    yaml: "tunnels: { insideCidrs: [169.254.5.4/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }",
  },
});
