import { weakHashes } from "../../facts/internet.ts";
import { sectionRule } from "../rule.ts";

const weak: readonly unknown[] = weakHashes.value;

export const weakHash = sectionRule({
  id: "crypto/weak-hash",
  severity: "warning",
  title: "The hash is not SHA1",
  why: "SHA1 is kept for old peers and is on its way out; auditors refuse it. Both clouds still take it.",
  fix: "Write SHA2-256.",
  source: weakHashes.source,
  needs: ["ipsec"],
  *check({ ipsec: { integrity } }) {
    if (!weak.includes(integrity)) return;
    yield { at: ["ipsec", "integrity"], message: `${integrity} is weak; both clouds have SHA2-256 and up` };
  },
  bad: { yaml: "ipsec: { integrity: SHA1 }", at: ["ipsec", "integrity"] },
  good: { yaml: "ipsec: { integrity: SHA2-256 }" },
});
