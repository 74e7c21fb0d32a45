/** What the internet's own standards fix, whoever runs the cloud. */
import { fact } from "./fact.ts";

/** Inclusive range of whole numbers. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Private autonomous system numbers, 16 and 32 bits. */
export const privateAsns = fact(
  [
    { min: 64512, max: 65534 },
    { min: 4200000000, max: 4294967294 },
  ],
  "https://www.rfc-editor.org/rfc/rfc6996#section-5",
);

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
