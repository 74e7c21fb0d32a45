import { phase1DhGroups, phase2DhGroups } from "../../facts/aws.ts";
import { dhGroups } from "../../facts/gcp.ts";
import { oneOf } from "../../words/lists.ts";
import { sectionRule } from "../rule.ts";

const phase1: readonly number[] = phase1DhGroups.value;
const phase2: readonly number[] = phase2DhGroups.value;
const both = phase1.filter((group) => phase2.includes(group) && group in dhGroups.value);

/** What comes closest to groups that one side lacks; 14 for any other. */
const insteadOf: Readonly<Record<number, number>> = { 17: 16, 31: 19 };

export const dhGroup = sectionRule({
  id: "crypto/dh-group",
  severity: "error",
  title: "Both clouds have the Diffie-Hellman group, in both phases",
  why: "AWS refuses an unknown group when the connection is created. The article of 2023 says that AWS's phase 2 lacks group 5; AWS's own list has it the other way round: phase 1 lacks it.",
  fix: "Choose group 14, 15, 16, 19, 20 or 21.",
  source: phase1DhGroups.source,
  needs: ["ipsec"],
  *check({ ipsec: { dhGroup: group } }) {
    if (typeof group !== "number" || both.includes(group)) return;
    yield {
      at: ["ipsec", "dhGroup"],
      message: `DH group ${group}: ${reasons(group)}; both clouds have ${oneOf(both)}`,
      fix: `Write ${insteadOf[group] ?? 14}, the nearest that both have.`,
    };
  },
  bad: { yaml: "ipsec: { dhGroup: 5 }", at: ["ipsec", "dhGroup"] },
  good: { yaml: "ipsec: { dhGroup: 15 }" },
});

function reasons(group: number): string {
  const google = group in dhGroups.value ? "" : "Google Cloud has it in neither phase";
  if (phase1.includes(group)) return google;
  if (phase2.includes(group)) return "AWS has it in phase 2 but not in phase 1, and one group serves both";
  return ["AWS has it in neither phase", google].filter((reason) => reason !== "").join(", and ");
}
