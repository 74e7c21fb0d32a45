/** A block to propose where an inside CIDR cannot stay. */
import { reservedInsideCidrs } from "../facts/aws.ts";
import { linkLocalRange } from "../facts/internet.ts";
import { type Cidr, contains, formatCidr, overlaps, parseCidr } from "../topology/addresses.ts";

/** From here on: below lie the blocks that AWS reserves. */
const start = "169.254.10.0/30";
const blocked = reservedInsideCidrs.value.flatMap((block) => parseCidr(block) ?? []);

/** AWS's reserved block that the range touches. */
export function reservedBlock(cidr: Cidr): string | undefined {
  const block = blocked.find((reserved) => overlaps(reserved, cidr));
  return block === undefined ? undefined : formatCidr(block);
}

/** The first /30 block that is neither reserved nor taken, as text. */
export function freeBlock(taken: readonly Cidr[]): string {
  const outer = parseCidr(linkLocalRange.value);
  let block = parseCidr(start);
  while (block !== undefined && outer !== undefined && contains(outer, block)) {
    const candidate = block;
    if (![...taken, ...blocked].some((range) => overlaps(range, candidate))) break;
    block = { address: candidate.network + 4, network: candidate.network + 4, prefix: 30 };
  }
  return block === undefined ? start : formatCidr(block);
}
