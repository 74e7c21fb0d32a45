import { integrity } from "../../facts/aws.ts";
import { phase2Integrity } from "../../facts/gcp.ts";
import { isAead } from "../../topology/suite.ts";
import { oneOf } from "../../words/lists.ts";
import { sectionRule } from "../rule.ts";

const both = integrity.value.filter((hash) => hash in phase2Integrity.value);
const lacking: readonly unknown[] = integrity.value.filter((hash) => !(hash in phase2Integrity.value));

export const phase2Hash = sectionRule({
  id: "crypto/phase2-hash",
  severity: "error",
  title: "With AES-CBC, Google Cloud has the hash in phase 2 too",
  why: "Cloud VPN has SHA2-384 in phase 1 but not in phase 2. The IKE session comes up, the IPsec one is refused with NO_PROPOSAL_CHOSEN, and no packet passes.",
  fix: "Write SHA2-256 or SHA2-512, or choose a GCM cipher, which needs no hash in phase 2.",
  source: phase2Integrity.source,
  needs: ["ipsec"],
  *check({ ipsec: { encryption, integrity: hash } }) {
    if (typeof encryption !== "string" || isAead(encryption) || !lacking.includes(hash)) return;
    yield {
      at: ["ipsec", "integrity"],
      message: `${hash} with ${encryption}: Google Cloud has no ${hash} in phase 2; with AES-CBC both clouds have ${oneOf(both)}`,
      related: [{ at: ["ipsec", "encryption"], message: "this cipher needs a hash in phase 2" }],
    };
  },
  bad: { yaml: "ipsec: { encryption: AES256, integrity: SHA2-384 }", at: ["ipsec", "integrity"] },
  good: { yaml: "ipsec: { encryption: AES256-GCM-16, integrity: SHA2-384 }" },
});
