/**
 * Mistakes that a rule forbids, made in spite of it at the ends themselves, as where both clouds let them
 * pass. What each shows in the daemons must be what the rule says of it.
 */
import { keyMistakes } from "./keys.ts";
import type { Mistake } from "./mistake.ts";
import { routingMistakes } from "./routing.ts";
import { suiteMistakes } from "./suite.ts";

export const mistakes: readonly Mistake[] = [...suiteMistakes, ...keyMistakes, ...routingMistakes];
