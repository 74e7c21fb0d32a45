import * as aws from "../../facts/aws.ts";
import { outOfBounds } from "../bounds.ts";
import { sectionRule } from "../rule.ts";

export const rekeyFuzz = sectionRule({
  id: "crypto/rekey-fuzz",
  severity: "error",
  title: "AWS takes the rekey fuzz",
  why: "AWS refuses the tunnel options.",
  fix: "Leave the key out for 100 percent.",
  source: aws.rekeyFuzz.source,
  needs: ["ipsec"],
  *check({ ipsec }) {
    yield* outOfBounds({
      at: ["ipsec", "rekey", "fuzz"],
      value: ipsec.rekey.fuzz,
      bounds: aws.rekeyFuzz.value,
      what: "rekey fuzz",
      unit: "percent",
    });
  },
  bad: { yaml: "ipsec: { rekey: { fuzz: 101 } }", at: ["ipsec", "rekey", "fuzz"] },
  good: { yaml: "ipsec: { rekey: { fuzz: 50 } }" },
});
