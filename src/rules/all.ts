/** Every rule, in the order in which the documentation lists them: as a reader meets them in `vpn.yaml`. */
import { asnEqual } from "./bgp/asn-equal.ts";
import type { Rule } from "./rule.ts";

const rules = [asnEqual] as const;

export const allRules: readonly Rule[] = rules;

/** Id of a rule; a misspelt one does not compile. */
export type RuleId = (typeof rules)[number]["id"];
