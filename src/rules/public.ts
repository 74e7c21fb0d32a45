/** Which addresses belong to the internet. */
import { privateRanges, sharedAddressSpace, unroutableRanges } from "../facts/internet.ts";
import { type Cidr, overlaps } from "../topology/addresses.ts";
import { known } from "./cidrs.ts";

const notPublic = [...privateRanges.value, sharedAddressSpace.value, ...unroutableRanges.value].map(known);

/** Whether no address of the range is private or special. */
export function isPublic(cidr: Cidr): boolean {
  return !notPublic.some((range) => overlaps(range, cidr));
}
