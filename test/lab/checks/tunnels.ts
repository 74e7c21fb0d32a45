/** What both strongSwans of each tunnel say was negotiated, and what the user's file declared. */
import { setTimeout as sleep } from "node:timers/promises";
import type { VpnDocument } from "../../support/arbitrary-ground.ts";
import type { SideName } from "../daemons/gateway.ts";
import { initiate, type Lab } from "../lab.ts";

/** An SA pair as charon prints it. */
export interface View {
  readonly side: SideName;
  readonly insideCidr: string;
  /** `AES_GCM_16-256/PRF_HMAC_SHA2_256/MODP_2048`, or "" where the tunnel is down. */
  readonly ike: string;
  /** `AES_GCM_16-256`, with the group of its key exchange behind it once it was rekeyed. */
  readonly esp: string;
}

/** Every tunnel from both sides. With several SAs of a kind, the youngest. */
export async function views(lab: Lab): Promise<View[]> {
  const all = (["aws", "gcp"] as const).flatMap((side) =>
    lab[side].links.map(async ({ insideCidr }, index): Promise<View> => {
      const { stdout } = await lab.swanctl(side, index, "--list-sas");
      const ike = [...stdout.matchAll(/ESTABLISHED.*\n.*\n.*\n {2}([A-Z][^\s[]+)/g)].at(-1)?.[1] ?? "";
      const esp = [...stdout.matchAll(/INSTALLED, .*ESP:(\S+)/g)].at(-1)?.[1] ?? "";
      return { side, insideCidr, ike, esp };
    }),
  );
  return Promise.all(all);
}

/** The same once every tunnel shows these, or as they are after a minute: a negotiation takes its time. */
export async function viewsAfter(lab: Lab, wanted: Pick<View, "ike" | "esp">): Promise<View[]> {
  const end = Date.now() + 60_000;
  for (;;) {
    const all = await views(lab);
    const settled = all.every(({ ike, esp }) => ike === wanted.ike && esp === wanted.esp);
    if (settled || Date.now() > end) return all;
    await sleep(200);
  }
}

/** Suites that both sides of every tunnel must show. `esp` is that of a rekeyed SA, with its group. */
export interface Declared {
  readonly ike: string;
  readonly esp: string;
  /** The same before the first rekey: RFC 7296 makes the first SA with the key exchange of IKE. */
  readonly firstEsp: string;
}

const ciphers: Readonly<Record<string, string>> = {
  AES128: "AES_CBC-128",
  AES256: "AES_CBC-256",
  "AES128-GCM-16": "AES_GCM_16-128",
  "AES256-GCM-16": "AES_GCM_16-256",
};
const hashes: Readonly<Record<string, readonly [integrity: string, prf: string]>> = {
  SHA1: ["HMAC_SHA1_96", "PRF_HMAC_SHA1"],
  "SHA2-256": ["HMAC_SHA2_256_128", "PRF_HMAC_SHA2_256"],
  "SHA2-384": ["HMAC_SHA2_384_192", "PRF_HMAC_SHA2_384"],
  "SHA2-512": ["HMAC_SHA2_512_256", "PRF_HMAC_SHA2_512"],
};
const groups: Readonly<Record<number, string>> = {
  2: "MODP_1024",
  14: "MODP_2048",
  15: "MODP_3072",
  16: "MODP_4096",
  18: "MODP_8192",
  19: "ECP_256",
  20: "ECP_384",
  21: "ECP_521",
  22: "MODP_1024_160",
  23: "MODP_2048_224",
  24: "MODP_2048_256",
};

/** The user's words, and the defaults that the language documents, as charon prints what comes of them. */
export function declaredSuite(ipsec: VpnDocument["ipsec"] = {}): Declared {
  const { encryption = "AES256-GCM-16", integrity = "SHA2-256", dhGroup = 14 } = ipsec;
  const cipher = ciphers[String(encryption)];
  const [mac, prf] = hashes[String(integrity)] ?? [];
  const group = groups[Number(dhGroup)];
  const authenticated = String(encryption).includes("GCM") ? [cipher] : [cipher, mac];
  return {
    ike: [...authenticated, prf, group].join("/"),
    firstEsp: authenticated.join("/"),
    esp: [...authenticated, group].join("/"),
  };
}

/** Asks a side to rekey the SA of every tunnel now. */
export async function forceRekey(lab: Lab, side: SideName, kind: "child" | "ike"): Promise<void> {
  await Promise.all(
    lab[side].links.map((_, index) => lab.swanctl(side, index, "--rekey", `--${kind}`, "tunnel")),
  );
}

/** Whom AWS's startup action leaves to begin: AWS where it may, else Google Cloud, which always does. */
export async function comeUp(lab: Lab, startup: string): Promise<SideName> {
  const side = startup === "start" ? "aws" : "gcp";
  await initiate(lab, side);
  return side;
}
