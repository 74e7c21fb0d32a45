import { weakDhGroups } from "../../facts/internet.ts";
import { sectionRule } from "../rule.ts";

const weak: readonly unknown[] = weakDhGroups.value;

export const weakGroup = sectionRule({
  id: "crypto/weak-group",
  severity: "warning",
  title: "The Diffie-Hellman group is not a weak one",
  why: "Groups 2 and 22 have 1024 bits, and 22 to 24 have subgroups of unknown origin; RFC 8247 advises against all four. They work today, but Google Cloud is dropping group 22, and a tunnel that uses it then fails at its next negotiation.",
  fix: "Write 14, which has 2048 bits, or an elliptic curve: 19, 20 or 21.",
  source: weakDhGroups.source,
  needs: ["ipsec"],
  *check({ ipsec: { dhGroup } }) {
    if (!weak.includes(dhGroup)) return;
    const dropped = dhGroup === 22 ? ", and Google Cloud is dropping it" : "";
    yield { at: ["ipsec", "dhGroup"], message: `DH group ${dhGroup} is weak${dropped}` };
  },
  bad: { yaml: "ipsec: { dhGroup: 2 }", at: ["ipsec", "dhGroup"] },
  good: { yaml: "ipsec: { dhGroup: 19 }" },
});
