/** Checks of a text against the pattern that a fact gives. */
import type { Path } from "../diagnostic.ts";
import { looksLikePsk } from "../source/secrets/psk-shape.ts";
import type { Finding } from "./rule.ts";
import { shown } from "./shown.ts";

/** Whether the text is of a fact's pattern. */
export function matches(value: string, pattern: string): boolean {
  return new RegExp(pattern, "u").test(value);
}

/** Which character is out of place, as `, not "M"`: the first that the pattern does not take alone. None of a key's. */
export function oddCharacter(value: string, pattern: string): string {
  if (looksLikePsk(value)) return "";
  const odd = [...value].find((character) => !matches(character, pattern));
  return odd === undefined ? "" : `, not ${shown(odd)}`;
}

/** A finding where there is a text and it is not of the pattern; `allowed` says in words what is. */
export function* notOfPattern(
  { at, value }: { readonly at: Path; readonly value: string | undefined },
  { pattern, what, allowed }: { readonly pattern: string; readonly what: string; readonly allowed: string },
): Iterable<Finding> {
  if (value === undefined || matches(value, pattern)) return;
  yield { at, message: `${shown(value)} is no ${what}: ${allowed}` };
}
