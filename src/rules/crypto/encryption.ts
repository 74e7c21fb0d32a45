import { encryption as awsEncryption } from "../../facts/aws.ts";
import { encryption as gcpEncryption } from "../../facts/gcp.ts";
import { oneOf } from "../../words/lists.ts";
import { suggestions } from "../../words/suggestions.ts";
import { sectionRule } from "../rule.ts";
import { shown } from "../shown.ts";

const both: readonly string[] = awsEncryption.value.filter((cipher) => cipher in gcpEncryption.value);

/** Ciphers that only one side has, and how both come closest to them. */
const oneSided: Readonly<Record<string, { readonly lacks: string; readonly instead: string }>> = {
  AES192: { lacks: "AWS", instead: "AES256" },
  "AES192-GCM-16": { lacks: "AWS", instead: "AES256-GCM-16" },
  "3DES": { lacks: "AWS", instead: "AES256" },
};

export const encryption = sectionRule({
  id: "crypto/encryption",
  severity: "error",
  title: "Both clouds have the cipher",
  why: "AWS refuses an unknown cipher when the connection is created; a cipher that one side lacks ends every negotiation with NO_PROPOSAL_CHOSEN.",
  fix: "Choose AES256-GCM-16, which both clouds have and which leaves the most room in a packet.",
  source: awsEncryption.source,
  needs: ["ipsec"],
  *check({ ipsec }) {
    const value = ipsec.encryption;
    if (typeof value !== "string" || both.includes(value)) return;
    const cipher = Object.hasOwn(oneSided, value) ? oneSided[value] : undefined;
    const reason = cipher === undefined ? "is no cipher of AWS's VPN" : `is missing from ${cipher.lacks}`;
    const meant = cipher?.instead ?? suggestions(value, both)[0];
    yield {
      at: ["ipsec", "encryption"],
      message: `encryption ${shown(value)} ${reason}; both clouds have ${oneOf(both)}`,
      ...(meant === undefined ? {} : { fix: `Write ${meant}, the nearest that both have.` }),
    };
  },
  bad: { yaml: "ipsec: { encryption: AES192 }", at: ["ipsec", "encryption"] },
  good: { yaml: "ipsec: { encryption: AES256 }" },
});
