/** Words that messages share. */
import { looksLikeKey } from "../source/key-shape.ts";

const longest = 60;

/** A value as a message shows it: in quotes if it is text, cut short, and hidden where it could be a key. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  if (looksLikeKey(text)) return "this value (hidden, since it looks like a key)";
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** A path as a message shows it: whole, and hidden where it could be a key. */
export function shownPath(path: string): string {
  return looksLikeKey(path) ? "the file (hidden, since its name looks like a key)" : path;
}

/** The text with letters, digits and signs of full width as ordinary ones, as an input method should have left them. */
export function ordinary(text: string): string {
  return text.normalize("NFKC").trim();
}

/** `a, b or c`. */
export function oneOf(words: readonly (string | number)[]): string {
  return enumerated(words, "or");
}

/** `a, b and c`. */
export function allOf(words: readonly (string | number)[]): string {
  return enumerated(words, "and");
}

function enumerated(words: readonly (string | number)[], last: "or" | "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** The word with the fewest changed, missing or added characters, case aside; undefined if none is near. */
export function nearest(text: string, words: readonly string[]): string | undefined {
  const given = text.toLowerCase();
  const ranked = words
    .map((word) => ({ word, distance: distance(given, word.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= given.length / 2 ? best.word : undefined;
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
