/** Suites of phase 2 whose ESP is measured: every one that both clouds have, and two more that Linux has. */
import { largestInside, payloadMtu } from "../../../src/topology/mtu.ts";
import { type Declared, declaredSuite } from "../checks/tunnels.ts";

export interface KernelSuite {
  /** `AES256, SHA2-256`. */
  readonly name: string;
  /** What the user's file says. */
  readonly ipsec: { readonly encryption: string; readonly integrity: string };
  /** Proposal that both ends get instead of what was emitted, where a cloud would refuse the words. */
  readonly instead?: { readonly proposal: string; readonly because: string };
  readonly declared: Declared;
  /** Algorithms of the kernel's SAs, with the bits of what authenticates. */
  readonly algorithms: readonly string[];
  /** What vpngen's formula says of an outer packet. */
  readonly formula: (outer: number) => number;
}

const integrity = {
  SHA1: "hmac(sha1) 96",
  "SHA2-256": "hmac(sha256) 128",
  "SHA2-384": "hmac(sha384) 192",
  "SHA2-512": "hmac(sha512) 256",
};

const gcm = ["AES128-GCM-16", "AES256-GCM-16"].map((encryption) => {
  const ipsec = { encryption, integrity: "SHA2-256" };
  return { ...both(ipsec), name: encryption, algorithms: ["rfc4106(gcm(aes)) 128"] };
});

const cbc = ["AES128", "AES256"].flatMap((encryption) =>
  (["SHA1", "SHA2-256", "SHA2-512"] as const).map((hash) => ({
    ...both({ encryption, integrity: hash }),
    algorithms: [integrity[hash], "cbc(aes)"],
  })),
);

/** Google Cloud's phase 2 has no SHA2-384. */
const sha384 = { encryption: "AES256", integrity: "SHA2-384" };
const example = { encryption: "AES256", integrity: "SHA2-256" };
const withSha384: KernelSuite = {
  ...{ name: "AES256, SHA2-384", ipsec: example },
  instead: { proposal: "aes256-sha384-modp2048", because: "not on Google Cloud" },
  declared: {
    ike: declaredSuite(example).ike,
    firstEsp: "AES_CBC-256/HMAC_SHA2_384_192",
    esp: "AES_CBC-256/HMAC_SHA2_384_192/MODP_2048",
  },
  algorithms: [integrity["SHA2-384"], "cbc(aes)"],
  formula: (outer) => payloadMtu(outer, sha384),
};

/** An authentication tag of half the length. https://www.rfc-editor.org/rfc/rfc4106#section-6 */
const withGcm8: KernelSuite = {
  ...{ name: "AES256-GCM-8", ipsec: example },
  instead: { proposal: "aes256gcm8-modp2048", because: "on neither cloud" },
  declared: {
    ike: declaredSuite(example).ike,
    firstEsp: "AES_GCM_8-256",
    esp: "AES_GCM_8-256/MODP_2048",
  },
  algorithms: ["rfc4106(gcm(aes)) 64"],
  formula: (outer) => largestInside(outer, { iv: 8, icv: 8, block: 4 }),
};

export const kernelSuites: readonly KernelSuite[] = [...gcm, ...cbc, withSha384, withGcm8];

function both(ipsec: KernelSuite["ipsec"]) {
  return {
    ...{ ipsec, name: `${ipsec.encryption}, ${ipsec.integrity}`, declared: declaredSuite(ipsec) },
    formula: (outer: number) => payloadMtu(outer, ipsec),
  };
}
