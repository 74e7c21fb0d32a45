/** Checks of a text against a vocabulary or a pattern. */
import type { Path } from "../diagnostic.ts";
import { looksLikeKey } from "../source/key-shape.ts";
import { oneOf } from "../words/lists.ts";
import { suggestions } from "../words/suggestions.ts";
import type { Finding } from "./rule.ts";
import { shown } from "./words.ts";

/** A text, and where it stands. */
export interface Placed {
  readonly at: Path;
  readonly value: string;
}

/** The entries of a list, each with its place. */
export function placed(at: Path, values: readonly string[]): Placed[] {
  return values.map((value, index) => ({ at: [...at, index], value }));
}

/** Whether the text is of a fact's pattern. */
export function matches(value: string, pattern: string): boolean {
  return new RegExp(pattern, "u").test(value);
}

/** Which character is out of place, as `, not "M"`: the first that the pattern does not take alone. None of a key's. */
export function butNot(value: string, pattern: string): string {
  if (looksLikeKey(value)) return "";
  const odd = [...value].find((character) => !matches(character, pattern));
  return odd === undefined ? "" : `, not ${shown(odd)}`;
}

/** A finding where the text is not one of the words; the fix names the nearest. */
export function* unknownWord(
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

/** A finding where there is a text and it is not of the pattern; `allowed` says in words what is. */
export function* mismatch(
  { at, value }: { readonly at: Path; readonly value: string | undefined },
  { pattern, what, allowed }: { readonly pattern: string; readonly what: string; readonly allowed: string },
): Iterable<Finding> {
  if (value === undefined || matches(value, pattern)) return;
  yield { at, message: `${shown(value)} is no ${what}: ${allowed}` };
}

/** Entries whose value another entry before them has. */
export function* repeated(entries: readonly Placed[], what: string): Iterable<Finding> {
  const first = new Map<string, Placed>();
  for (const entry of entries) {
    const earlier = first.get(entry.value);
    if (earlier === undefined) {
      first.set(entry.value, entry);
      continue;
    }
    yield {
      at: entry.at,
      message: `${what} ${shown(entry.value)} is listed twice`,
      related: [{ at: earlier.at, message: "first listed here" }],
    };
  }
}
