import { reservedInsideCidrs } from "../../facts/aws.ts";
import { linkLocalRange } from "../../facts/internet.ts";
import { contains, formatCidr, parseCidr } from "../../topology/addresses.ts";
import { freeBlock } from "../inside-blocks.ts";
import { factRange, insideCidrs, validRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";
import { shown } from "../shown.ts";

const outer = factRange(linkLocalRange.value);

export const insideBlock = sectionRule({
  id: "addressing/inside-block",
  severity: "error",
  title: "Each inside CIDR is an aligned /30 block of 169.254.0.0/16",
  why: "AWS refuses the connection: a tunnel has two addresses, AWS's first and Google Cloud's second, in a block of four.",
  fix: "Write a /30 block such as 169.254.10.0/30.",
  source: reservedInsideCidrs.source,
  needs: ["tunnels"],
  *check({ tunnels }) {
    const entries = insideCidrs(tunnels);
    const taken = validRanges(entries).map(({ cidr }) => cidr);
    for (const [place, { at, value }] of entries.entries()) {
      const problem = problemOf(value);
      if (problem === undefined) continue;
      const free = freeBlock(taken, place);
      yield { at, message: `inside CIDR ${shown(value)} ${problem}`, fix: `Write ${free}, which is free.` };
    }
  },
  bad: {
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.6/30] }",
    at: ["tunnels", "insideCidrs", 3],
  },
  good: {
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }",
  },
});

function problemOf(value: string): string | undefined {
  const cidr = parseCidr(value);
  if (cidr === undefined) return "is no IPv4 range; a /30 block is written as 169.254.10.0/30";
  if (cidr.prefix !== 30) return `has the prefix /${cidr.prefix}; it must be /30`;
  if (!contains(outer, cidr)) return `lies outside ${linkLocalRange.value}`;
  if (cidr.address !== cidr.network)
    return `does not begin a block; the block that holds it is ${formatCidr(cidr)}`;
  return undefined;
}
