/** Every rule, in the order in which the documentation lists them: topic by topic. */
import { addressing } from "./addressing.ts";
import { bgp } from "./bgp.ts";
import { crypto } from "./crypto.ts";
import { gateway } from "./gateway.ts";
import { mtu } from "./mtu.ts";
import { naming } from "./naming.ts";
import { output } from "./output.ts";
import { routing } from "./routing.ts";
import type { Rule } from "./rule.ts";
import { secrets } from "./secrets.ts";
import { security } from "./security.ts";

const rules = [
  ...naming,
  ...gateway,
  ...bgp,
  ...addressing,
  ...routing,
  ...security,
  ...crypto,
  ...mtu,
  ...secrets,
  ...output,
] as const;

export const allRules: readonly Rule[] = rules;

/** Id of a rule; a misspelt one does not compile. */
export type RuleId = (typeof rules)[number]["id"];
