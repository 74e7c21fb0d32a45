/** One IPsec suite in both vendors' spellings. */
import * as aws from "../facts/aws.ts";
import * as gcp from "../facts/gcp.ts";
import type { Config } from "../source/schema/config.ts";
import type { Suite } from "./topology.ts";

/** Whether the cipher authenticates too, so that no separate integrity algorithm is negotiated. */
export function isAead(encryption: string): boolean {
  return encryption.includes("-GCM-");
}

/** The suite of a file. A value without a counterpart is kept as it is; a rule refuses it. */
export function suiteOf(ipsec: Config["ipsec"]): Suite {
  const encryption = firstOf(ipsec.encryption, "");
  const integrity = firstOf(ipsec.integrity, "");
  const dhGroup = firstOf(ipsec.dhGroup, 0);
  const aead = isAead(encryption);
  const proposal = { encryption, integrity, dhGroup };
  const gcpEncryption = lookUp(gcp.encryption.value, encryption);
  const group = lookUp(gcp.dhGroups.value, dhGroup);
  return {
    aead,
    aws: {
      ikeVersion: aws.ikeVersions.value[1],
      phase1: proposal,
      phase2: proposal,
    },
    gcp: {
      ikeVersion: gcp.ikeVersions.value[0],
      phase1: {
        encryption: gcpEncryption,
        integrity: aead ? [] : [lookUp(gcp.phase1Integrity.value, integrity)],
        prf: lookUp(gcp.prf.value, integrity),
        dh: group,
      },
      phase2: {
        encryption: gcpEncryption,
        integrity: aead ? [] : [lookUp(gcp.phase2Integrity.value, integrity)],
        pfs: group,
      },
    },
  };
}

function firstOf<T extends string | number>(value: T | readonly T[], none: T): T {
  return typeof value === "object" ? (value[0] ?? none) : value;
}

function lookUp(table: Readonly<Record<string | number, string>>, value: string | number): string {
  const found = Object.hasOwn(table, value) ? table[value] : undefined;
  return found ?? String(value);
}
