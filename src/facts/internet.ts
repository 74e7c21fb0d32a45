/** What the internet's own standards fix, whoever runs the cloud. */
import { fact } from "./fact.ts";

/** Inclusive range of whole numbers. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Numbers that no network may use: AS_TRANS, and the last of each size. */
export const reservedAsns = fact(
  [0, 23456, 65535, 4294967295],
  "https://www.iana.org/assignments/iana-as-numbers-special-registry/iana-as-numbers-special-registry.xhtml",
);

/** The IPv4 link-local block, from which BGP sessions inside tunnels are numbered. */
export const linkLocalRange = fact("169.254.0.0/16", "https://www.rfc-editor.org/rfc/rfc3927#section-2.1");

/** Private IPv4 space. */
export const privateRanges = fact(
  ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
  "https://www.rfc-editor.org/rfc/rfc1918#section-3",
);

/** Addresses printed in documentation; both clouds refuse them as VPN peers. */
export const documentationRanges = fact(
  ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"],
  "https://www.rfc-editor.org/rfc/rfc5737#section-3",
  "Google's troubleshooting page says that tunnel creation fails with a peer in these ranges.",
);

/** An IPv4 address outside private, shared, loopback, link-local, documentation, multicast and reserved space. */
export const publicAddressPattern = fact(
  "^(?!0[.]|10[.]|127[.]|100[.](6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])[.]|169[.]254[.]|172[.](1[6-9]|2[0-9]|3[01])[.]|192[.]168[.]|192[.]0[.][02][.]|198[.]1[89][.]|198[.]51[.]100[.]|203[.]0[.]113[.]|22[4-9][.]|2[3-5][0-9][.])((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])[.]){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$",
  "https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml",
);

/** Bytes of an IPv4 and a TCP header without options: what MSS leaves out of the MTU. */
export const tcpIpv4HeaderBytes = fact(40, "https://www.rfc-editor.org/rfc/rfc6691#section-2");

/** Bytes of the outer IPv4 header in front of ESP. */
export const ipv4HeaderBytes = fact(20, "https://www.rfc-editor.org/rfc/rfc791#section-3.1");

/**
 * How ESP grows a packet, in bytes: initialization vector, integrity check value, and the block to
 * which payload, padding and the two trailer bytes are rounded.
 */
export const espAead = fact({ iv: 8, icv: 16, block: 4 }, "https://www.rfc-editor.org/rfc/rfc4106#section-3");
export const espCbc = fact({ iv: 16, block: 16 }, "https://www.rfc-editor.org/rfc/rfc3602#section-3");
export const espIcv = fact(
  { SHA1: 12, "SHA2-256": 16, "SHA2-384": 24, "SHA2-512": 32 },
  "https://www.rfc-editor.org/rfc/rfc4868#section-2.6",
  "SHA1 is HMAC-SHA-1-96 of RFC 2404.",
);
/** ESP's own header (SPI and sequence number) and trailer (pad length and next header), in bytes. */
export const espHeaderBytes = fact(8, "https://www.rfc-editor.org/rfc/rfc4303#section-2");
export const espTrailerBytes = fact(2, "https://www.rfc-editor.org/rfc/rfc4303#section-2");

/** CIDR notation: the bits behind the prefix are zero. */
export const cidrNotation = fact("a.b.c.d/n", "https://www.rfc-editor.org/rfc/rfc4632#section-3.1");
/** Ranges that no router forwards as a destination between networks. */
export const unroutableRanges = fact(
  ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"],
  "https://www.rfc-editor.org/rfc/rfc6890#section-2.2.2",
);
/** Space shared by carriers; it is not public. */
export const sharedAddressSpace = fact("100.64.0.0/10", "https://www.rfc-editor.org/rfc/rfc6598#section-7");
/** Smallest and largest IPv4 packet in bytes. */
export const ipv4Packet = fact({ min: 68, max: 65535 }, "https://www.rfc-editor.org/rfc/rfc791#section-3.2");
/** TCP and UDP ports. */
export const ports = fact({ min: 1, max: 65535 }, "https://www.rfc-editor.org/rfc/rfc6335#section-6");
/** Diffie-Hellman groups that IKEv2 advises against or forbids, although both clouds take them. */
export const weakDhGroups = fact([2, 22, 23, 24], "https://www.rfc-editor.org/rfc/rfc8247#section-2.4");
/** Hashes that are kept for old peers alone. */
export const weakHashes = fact(["SHA1"], "https://www.rfc-editor.org/rfc/rfc8221#section-6");
/** The folder above, in a path; what leads out of a folder. */
export const parentFolder = fact(
  "..",
  "https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap04.html#tag_04_16",
);
