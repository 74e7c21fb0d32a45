/**
 * How Google Cloud spells what the AWS API calls otherwise. Written from the vendors' pages, and on purpose
 * not from src/: what a fact gets wrong must not be wrong here too.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpnTunnelOptionsSpecification.html
 * https://docs.cloud.google.com/network-connectivity/docs/vpn/concepts/supported-ike-ciphers
 */

/** What one tunnel negotiates, in AWS's words. */
export interface AwsSuite {
  readonly IKEVersions: readonly Choice<string>[];
  readonly Phase1EncryptionAlgorithms: readonly Choice<string>[];
  readonly Phase1IntegrityAlgorithms: readonly Choice<string>[];
  readonly Phase1DHGroupNumbers: readonly Choice<number>[];
  readonly Phase2EncryptionAlgorithms: readonly Choice<string>[];
  readonly Phase2IntegrityAlgorithms: readonly Choice<string>[];
  readonly Phase2DHGroupNumbers: readonly Choice<number>[];
}

interface Choice<T> {
  readonly Value: T;
}

/** What one tunnel negotiates, in Google Cloud's words. Lists are empty where a role takes no value. */
export interface GoogleSuite {
  readonly ikeVersion: number;
  readonly phase1: {
    readonly encryption: readonly string[];
    readonly integrity: readonly string[];
    readonly prf: readonly string[];
    readonly dh: readonly string[];
  };
  readonly phase2: {
    readonly encryption: readonly string[];
    readonly integrity: readonly string[];
    readonly pfs: readonly string[];
  };
}

const encryptions: Readonly<Record<string, string>> = {
  AES128: "AES-CBC-128",
  AES256: "AES-CBC-256",
  "AES128-GCM-16": "AES-GCM-16-128",
  "AES256-GCM-16": "AES-GCM-16-256",
};

/** Of both phases, but that SHA2-384 exists in phase 1 only. */
const integrities: Readonly<Record<string, string>> = {
  SHA1: "HMAC-SHA1-96",
  "SHA2-256": "HMAC-SHA2-256-128",
  "SHA2-384": "HMAC-SHA2-384-192",
  "SHA2-512": "HMAC-SHA2-512-256",
};

const ikeVersions: Readonly<Record<string, number>> = { ikev1: 1, ikev2: 2 };

/** Numbers of the IKE registry that the page spells in another way than Group-N, or not at all. */
const otherGroups: Readonly<Record<number, string | undefined>> = {
  17: undefined,
  22: "modp-1024-160",
  23: "modp-2048-224",
  24: "modp-2048-256",
};

/** Single words; undefined where Google Cloud has none. */
export const translate = {
  encryption: (word: string) => encryptions[word],
  integrity: (word: string) => integrities[word],
  group: (number: number) => (number in otherGroups ? otherGroups[number] : `Group-${number}`),
};

/** The suite that Google Cloud must have to agree with AWS's. Throws where it has none. */
export function googleSuiteOf(aws: AwsSuite): GoogleSuite {
  const encryption1 = look(encryptions, one(aws.Phase1EncryptionAlgorithms));
  const encryption2 = look(encryptions, one(aws.Phase2EncryptionAlgorithms));
  const hash1 = one(aws.Phase1IntegrityAlgorithms);
  const hash2 = one(aws.Phase2IntegrityAlgorithms);
  if (hash2 === "SHA2-384" && !isAead(encryption2)) throw new Error("phase 2 has no SHA2-384");
  return {
    ikeVersion: look(ikeVersions, one(aws.IKEVersions)),
    phase1: {
      encryption: [encryption1],
      integrity: isAead(encryption1) ? [] : [look(integrities, hash1)],
      prf: [`PRF-HMAC-${hash1}`],
      dh: [groupOf(one(aws.Phase1DHGroupNumbers))],
    },
    phase2: {
      encryption: [encryption2],
      integrity: isAead(encryption2) ? [] : [look(integrities, hash2)],
      pfs: [groupOf(one(aws.Phase2DHGroupNumbers))],
    },
  };
}

/** An AEAD cipher takes no integrity algorithm beside it: the page leaves that column empty. */
function isAead(encryption: string): boolean {
  return encryption.startsWith("AES-GCM");
}

function groupOf(number: number): string {
  const name = translate.group(number);
  if (name === undefined) throw new Error(`Google Cloud has no group ${number}`);
  return name;
}

/** With several, the two sides could choose differently at a rekey. */
function one<T>(choices: readonly Choice<T>[]): T {
  const [only, ...others] = choices;
  if (only === undefined || others.length > 0) throw new Error(`${choices.length} choices where one is due`);
  return only.Value;
}

function look<T>(table: Readonly<Record<string, T>>, word: string): T {
  const found = table[word];
  if (found === undefined) throw new Error(`Google Cloud has no word for ${word}`);
  return found;
}
