/**
 * Google Cloud's words in strongSwan's, from the page and not from src/.
 *
 * https://docs.cloud.google.com/network-connectivity/docs/vpn/concepts/supported-ike-ciphers
 */
import type { CipherSuite, GcpEnd } from "../ends/gcp.ts";
import { blockOf, type Gateway, spelled } from "./gateway.ts";

const ciphers: Readonly<Record<string, string>> = {
  "AES-CBC-128": "aes128",
  "AES-CBC-192": "aes192",
  "AES-CBC-256": "aes256",
  "AES-GCM-16-128": "aes128gcm16",
  "AES-GCM-16-192": "aes192gcm16",
  "AES-GCM-16-256": "aes256gcm16",
};
const phase1Integrity: Readonly<Record<string, string>> = {
  "HMAC-SHA1-96": "sha1",
  "HMAC-SHA2-256-128": "sha256",
  "HMAC-SHA2-384-192": "sha384",
  "HMAC-SHA2-512-256": "sha512",
};
/** Those of phase 2. */
const phase2Integrity: Readonly<Record<string, string>> = {
  "HMAC-SHA2-256-128": "sha256",
  "HMAC-SHA2-512-256": "sha512",
  "HMAC-SHA1-96": "sha1",
};
const prfs: Readonly<Record<string, string>> = {
  "PRF-HMAC-SHA1": "prfsha1",
  "PRF-HMAC-SHA2-256": "prfsha256",
  "PRF-HMAC-SHA2-384": "prfsha384",
  "PRF-HMAC-SHA2-512": "prfsha512",
};
const groups: Readonly<Record<string, string>> = {
  "Group-2": "modp1024",
  "Group-5": "modp1536",
  "Group-14": "modp2048",
  "Group-15": "modp3072",
  "Group-16": "modp4096",
  "Group-18": "modp8192",
  "Group-19": "ecp256",
  "Group-20": "ecp384",
  "Group-21": "ecp521",
  "modp-1024-160": "modp1024s160",
  "modp-2048-224": "modp2048s224",
  "modp-2048-256": "modp2048s256",
};

/** Seconds; nobody can change them. How long before the end Cloud VPN would rekey is not said: a tenth, here. */
const lifetimes = { phase1: 36000, phase2: 10800 };
/** Cloud VPN's own dead peer detection is not documented in seconds. */
const dpd = { timeout: 30, action: "restart" };

export function playGcp({ asn, keepalive, tunnels }: GcpEnd): Gateway {
  return {
    name: "gcp",
    asn,
    keepalive,
    // https://docs.cloud.google.com/network-connectivity/docs/router/how-to/managing-bgp-timers
    hold: 3 * keepalive,
    multipath: true,
    links: tunnels.map(({ outside, inside, peerAsn, key, ikeVersion, cipherSuite, announced, priority }) => ({
      insideCidr: blockOf(inside.own),
      outside,
      inside,
      peerAsn,
      key,
      ikeVersion,
      ...proposals(cipherSuite),
      ikeLifetime: lifetime(lifetimes.phase1),
      espLifetime: lifetime(lifetimes.phase2),
      dpd,
      announced,
      through: [],
      med: priority,
    })),
  };
}

function proposals({ phase1, phase2 }: CipherSuite): { ike: string[]; esp: string[] } {
  const all = (table: Readonly<Record<string, string>>, words: readonly string[], what: string) =>
    words.map((word) => spelled(table, word, `${what} of Cloud VPN`));
  const ike = [
    ...all(ciphers, phase1.encryption, "cipher"),
    ...all(phase1Integrity, phase1.integrity, "phase 1 integrity"),
    ...all(prfs, phase1.prf, "PRF"),
    ...all(groups, phase1.dh, "group"),
  ];
  const esp = [
    ...all(ciphers, phase2.encryption, "cipher"),
    ...all(phase2Integrity, phase2.integrity, "phase 2 integrity"),
    ...all(groups, phase2.pfs, "group"),
  ];
  return { ike: [ike.join("-")], esp: [esp.join("-")] };
}

function lifetime(end: number) {
  return { end, margin: end / 10, jitter: 0 };
}
