/**
 * AWS's words in strongSwan's. Written from the pages, and on purpose not from src/: what a fact there gets
 * wrong must fail here.
 *
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 * https://docs.strongswan.org/docs/5.9/config/IKEv2CipherSuites.html
 */
import type { AwsEnd, AwsOptions, AwsPhase } from "../ends/aws.ts";
import { type Gateway, hostOf, spelled } from "./gateway.ts";

const aead: Readonly<Record<string, string>> = {
  "AES128-GCM-16": "aes128gcm16",
  "AES256-GCM-16": "aes256gcm16",
};
const cbc: Readonly<Record<string, string>> = { AES128: "aes128", AES256: "aes256" };
const hashes: Readonly<Record<string, string>> = {
  SHA1: "sha1",
  "SHA2-256": "sha256",
  "SHA2-384": "sha384",
  "SHA2-512": "sha512",
};
/** Of phase 1, by the number in the registry of IKEv2. https://www.iana.org/assignments/ikev2-parameters */
const phase1Groups: Readonly<Record<number, string>> = {
  2: "modp1024",
  14: "modp2048",
  15: "modp3072",
  16: "modp4096",
  17: "modp6144",
  18: "modp8192",
  19: "ecp256",
  20: "ecp384",
  21: "ecp521",
  22: "modp1024s160",
  23: "modp2048s224",
  24: "modp2048s256",
};

const phase2Groups: Readonly<Record<number, string>> = { 5: "modp1536", ...phase1Groups };

/** AWS proposes these, https://docs.aws.amazon.com/vpn/latest/s2svpn/Juniper_ScreenOs_Troubleshooting.html */
const bgp = { hold: 30, keepalive: 10 };

/** AWS plays its own end: first host of each inside CIDR, the customer gateway has the second. */
export function playAws({ asn, gateway, announced, tunnels }: AwsEnd): Gateway {
  return {
    name: "aws",
    asn,
    ...bgp,
    // https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html: only a transit gateway has ECMP.
    multipath: gateway === "tgw",
    links: tunnels.map(({ insideCidr, outside, peerAsn, key, options }) => ({
      insideCidr,
      outside,
      inside: { own: `${hostOf(insideCidr, 1)}/30`, peer: hostOf(insideCidr, 2) },
      peerAsn,
      key,
      ikeVersion: options.ikeVersions.includes("ikev2") ? 2 : 1,
      ike: proposals(options.phase1, phase1Groups, (hash) => `prf${hash}`),
      esp: proposals(options.phase2, phase2Groups, () => undefined),
      ikeLifetime: lifetime(options, options.phase1),
      espLifetime: lifetime(options, options.phase2),
      dpd: { timeout: options.dpdTimeout, action: options.dpdAction },
      announced,
      through: [],
      med: 0,
    })),
  };
}

/** What one phase accepts. An AEAD cipher stands in a proposal without integrity; in phase 1 its hash is the PRF. */
function proposals(
  phase: AwsPhase,
  groups: Readonly<Record<number, string>>,
  besideAead: (hash: string) => string | undefined,
): string[] {
  const integrity = inOrder(hashes, phase.integrity, "hash");
  const dh = inOrder(groups, phase.dhGroups, "group");
  const among = (table: Readonly<Record<string, string>>) =>
    inOrder(
      { ...cbc, ...aead },
      phase.encryption.filter((word) => !(word in { ...cbc, ...aead }) || word in table),
      "cipher",
    );
  const [plain, authenticated] = [among(cbc), among(aead)];
  return [
    ...(plain.length > 0 ? [[...plain, ...integrity, ...dh]] : []),
    ...(authenticated.length > 0
      ? [[...authenticated, ...integrity.flatMap((hash) => besideAead(hash) ?? []), ...dh]]
      : []),
  ].map((words) => words.join("-"));
}

/** AWS takes the lowest configured value that the peer offers, whatever the order on either side. */
function inOrder(
  table: Readonly<Record<string, string>>,
  chosen: readonly (string | number)[],
  what: string,
): string[] {
  const words = chosen.map((word) => spelled(table, word, `${what} of AWS's VPN`));
  return Object.values(table).filter((word) => words.includes(word));
}

/** AWS rekeys at the margin before the end, and up to `fuzz` percent of the margin earlier. */
function lifetime({ rekeyMargin, rekeyFuzz }: AwsOptions, { lifetime: end }: AwsPhase) {
  return { end, margin: rekeyMargin, jitter: (rekeyMargin * rekeyFuzz) / 100 };
}
