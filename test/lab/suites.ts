/** Random valid files that between them use every value of a suite that both clouds have. */
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { arbitraryVpn } from "../support/arbitrary.ts";
import type { VpnDocument } from "../support/arbitrary-ground.ts";
import { withAllTargets } from "../support/artifacts.ts";

export interface Suite {
  readonly encryption: string;
  readonly integrity: string;
  readonly dhGroup: number;
}

const ciphers = ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"];
const hashes = ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"];
const groups = [2, 14, 15, 16, 18, 19, 20, 21, 22, 23, 24];

/** Google Cloud has no SHA2-384 in phase 2, where a cipher that is not AEAD needs a hash. */
function isLegal({ encryption, integrity }: Suite): boolean {
  return encryption.includes("GCM") || integrity !== "SHA2-384";
}

export const everySuite: readonly Suite[] = ciphers
  .flatMap((encryption) =>
    hashes.flatMap((integrity) => groups.map((dhGroup) => ({ encryption, integrity, dhGroup }))),
  )
  .filter(isLegal);

/** Every cipher with every hash that it can have, and between them every group. */
export const fewSuites: readonly Suite[] = everySuite
  .filter(({ dhGroup }) => dhGroup === groups[0])
  .map((suite, index) => ({ ...suite, dhGroup: groups[index % groups.length] ?? 0 }));

const seed = 20261125;

/** A random file for each suite: gateway, addresses, ASNs and the rest as they come. */
export function filesWith(suites: readonly Suite[]): { suite: Suite; text: string }[] {
  const documents = fc.sample(arbitraryVpn(), { seed, numRuns: suites.length });
  return suites.map((suite, index) => {
    const document: VpnDocument = parse(documents[index]?.text ?? "");
    const { ikeVersion: _, ...ipsec } = document.ipsec ?? {};
    // The script that owns the options runs a minute of aws commands; the examples have it.
    const aws = { ...document.aws, tunnelOptions: "template" as const };
    return {
      suite,
      text: withAllTargets(parse(stringify({ ...document, aws, ipsec: { ...ipsec, ...suite } }))),
    };
  });
}

export function nameOf({ encryption, integrity, dhGroup }: Suite): string {
  return `${encryption}, ${integrity}, group ${dhGroup}`;
}
