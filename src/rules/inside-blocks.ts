/** A block to propose where an inside CIDR cannot stay. */
import { reservedInsideCidrs } from "../facts/aws.ts";
import { type Cidr, formatCidr, overlaps } from "../topology/addresses.ts";
import { factRange } from "./ranges.ts";

/** From here on: below lie the blocks that AWS reserves. */
const start = factRange("169.254.10.0/30");
const blocked = reservedInsideCidrs.value.map(factRange);

/** AWS's reserved block that the range touches. */
export function reservedBlock(cidr: Cidr): string | undefined {
  const block = blocked.find((reserved) => overlaps(reserved, cidr));
  return block === undefined ? undefined : formatCidr(block);
}

/**
 * A /30 block that is neither reserved nor taken, as text. What is no /30 block cannot stay, and takes none.
 *
 * @param place Which of the free blocks, from 0 on. By its place in the list each entry is offered one of its own.
 */
export function freeBlock(taken: readonly Cidr[], place = 0): string {
  const used = new Set([...taken, ...blocked].map(formatCidr));
  let left = place;
  for (let { network } = start; ; network += 4) {
    const block = formatCidr({ network, prefix: 30 });
    if (!used.has(block) && left-- === 0) return block;
  }
}
