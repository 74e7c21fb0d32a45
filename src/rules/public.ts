/** Which addresses belong to the internet. */
import { privateRanges, sharedAddressSpace, unroutableRanges } from "../facts/internet.ts";
import { type Cidr, overlaps, parseCidr } from "../topology/addresses.ts";

const notPublic = [...privateRanges.value, sharedAddressSpace.value, ...unroutableRanges.value].flatMap(
  (range) => parseCidr(range) ?? [],
);

/** Whether no address of the range is private or special. */
export function isPublic(cidr: Cidr): boolean {
  return !notPublic.some((range) => overlaps(range, cidr));
}
