/**
 * Inside CIDRs for files that give none: four neighbouring /30 blocks of 169.254.0.0/16, chosen by the
 * VPN's name alone. Frozen for version 1 of the language: another answer would renumber running tunnels.
 */
import { linkLocalRange } from "../facts/internet.ts";
import { formatCidr, parseCidr } from "./addresses.ts";
import type { TunnelId } from "./topology.ts";

/**
 * Third octets that are passed over whole: 0 to 5, where AWS reserves blocks, and 169 and 170, where both
 * clouds keep instance and task metadata, DNS and time. No reserved /30 lies in any other.
 */
const passedOver = new Set([0, 1, 2, 3, 4, 5, 169, 170]);

const thirdOctets = Array.from({ length: 256 }, (_, octet) => octet).filter(
  (octet) => !passedOver.has(octet),
);

/** Four blocks that depend on the name only; two names can get the same ones, which a rule reports. */
export function allocateInsideCidrs(name: string): Readonly<Record<TunnelId, string>> {
  const base = parseCidr(linkLocalRange.value)?.network ?? 0;
  // A quarter of a /24 holds four groups of four /30 blocks each.
  const slot = hash(name) % (thirdOctets.length * 16);
  const first = base + (thirdOctets[slot >>> 4] ?? 0) * 256 + (slot % 16) * 16;
  const block = (index: number) => formatCidr({ network: first + index * 4, prefix: 30 });
  return { a1: block(0), a2: block(1), b1: block(2), b2: block(3) };
}

/** FNV-1a over UTF-16 code units, 32 bits. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}
