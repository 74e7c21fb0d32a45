/** The check of a text against a list of words. */
import { oneOf } from "../words/lists.ts";
import { suggestions } from "../words/suggestions.ts";
import type { Placed } from "./placed.ts";
import type { Finding } from "./rule.ts";
import { shown } from "./shown.ts";

/** A finding where the text is not one of the words; the fix names the nearest. */
export function* notOneOf(
  { at, value }: Placed,
  { words, what }: { readonly words: readonly string[]; readonly what: string },
): Iterable<Finding> {
  if (words.includes(value)) return;
  const [meant] = suggestions(value, words);
  yield {
    at,
    message: `${shown(value)} is no ${what}; ${oneOf(words)} is allowed`,
    ...(meant === undefined ? {} : { fix: `Did you mean ${meant}?` }),
  };
}
