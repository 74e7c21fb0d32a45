/**
 * The cipher literals that the Compute API takes, spelled out here and not taken from src/facts: what
 * judges vpngen's output must not share its tables.
 * https://docs.cloud.google.com/network-connectivity/docs/vpn/concepts/supported-ike-ciphers
 */
import { type Attributes, blocks, strings } from "../fake-provider/values.ts";

const aead = ["AES-GCM-16-128", "AES-GCM-16-192", "AES-GCM-16-256"];
const groups = [
  "Group-2",
  "Group-5",
  "Group-14",
  "Group-15",
  "Group-16",
  "Group-18",
  "Group-19",
  "Group-20",
  "Group-21",
  "Group-31",
  "modp-1024-160",
  "modp-2048-224",
  "modp-2048-256",
];
const literals: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  phase1: {
    encryption: [...aead, "AES-CBC-128", "AES-CBC-192", "AES-CBC-256", "3DES-CBC"],
    integrity: [
      "AES-XCBC-96",
      "AES-CMAC-96",
      "HMAC-SHA1-96",
      "HMAC-MD5-96",
      "HMAC-SHA2-256-128",
      "HMAC-SHA2-384-192",
      "HMAC-SHA2-512-256",
    ],
    prf: [
      "PRF-AES128-XCBC",
      "PRF-AES128-CMAC",
      "PRF-HMAC-SHA1",
      "PRF-HMAC-MD5",
      "PRF-HMAC-SHA2-256",
      "PRF-HMAC-SHA2-384",
      "PRF-HMAC-SHA2-512",
    ],
    dh: groups,
  },
  phase2: {
    encryption: [...aead, "AES-CBC-128", "AES-CBC-192", "AES-CBC-256"],
    integrity: ["HMAC-SHA2-256-128", "HMAC-SHA2-512-256", "HMAC-SHA1-96"],
    pfs: groups,
  },
};

/** Why the API would refuse a tunnel's cipher suite; undefined where it would not. */
export function cipherProblem(tunnel: Attributes): string | undefined {
  const suite = blocks(tunnel, "cipher_suite")[0];
  if (!suite) return undefined;
  if (tunnel.ike_version !== 2) return "Ciphers can only be configured for tunnels that use IKEv2";
  for (const [phase, roles] of Object.entries(literals)) {
    const chosen = blocks(suite, phase)[0] ?? {};
    for (const [role, legal] of Object.entries(roles)) {
      const wrong = strings(chosen, role).find((value) => !legal.includes(value));
      if (wrong !== undefined) {
        return `Invalid value for field 'resource.cipherSuite.${phase}.${role}': '${wrong}'`;
      }
    }
    const encryption = strings(chosen, "encryption");
    const onlyAead = encryption.length > 0 && encryption.every((value) => aead.includes(value));
    if (onlyAead && strings(chosen, "integrity").length > 0) {
      return `Integrity can not be specified when using only AEAD algorithms for ${phase} encryption`;
    }
  }
  return undefined;
}
