import { integrity as awsIntegrity } from "../../facts/aws.ts";
import { notOneOf } from "../not-one-of.ts";
import { sectionRule } from "../rule.ts";

export const integrity = sectionRule({
  id: "crypto/integrity",
  severity: "error",
  title: "Both clouds have the hash",
  why: "AWS refuses an unknown hash when the connection is created. With a GCM cipher the hash is the pseudo-random function of phase 1, so it matters there too.",
  fix: "Choose SHA2-256.",
  source: awsIntegrity.source,
  needs: ["ipsec"],
  *check({ ipsec }) {
    if (typeof ipsec.integrity !== "string") return;
    yield* notOneOf(
      { at: ["ipsec", "integrity"], value: ipsec.integrity },
      { words: awsIntegrity.value, what: "hash of AWS's VPN" },
    );
  },
  bad: { yaml: "ipsec: { integrity: SHA256 }", at: ["ipsec", "integrity"] },
  good: { yaml: "ipsec: { integrity: SHA2-384 }" },
});
