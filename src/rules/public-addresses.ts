/** Which addresses belong to the internet. */
import { privateRanges, sharedAddressSpace, unroutableRanges } from "../facts/internet.ts";
import { type Cidr, overlaps } from "../topology/addresses.ts";
import { factRange } from "./ranges.ts";

const notPublic = [...privateRanges.value, sharedAddressSpace.value, ...unroutableRanges.value].map(
  factRange,
);

/** Whether no address of the range is private or special. */
export function isPublic(cidr: Cidr): boolean {
  return !notPublic.some((range) => overlaps(range, cidr));
}
