/** Values as messages show them. */
import { looksLikePsk } from "../source/secrets/psk-shape.ts";

const longest = 60;

/** A value as a message shows it: in quotes if it is text, cut short, and hidden where it could be a key. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  if (looksLikePsk(text)) return "this value (hidden, since it looks like a key)";
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** A path as a message shows it: uncut, and hidden where it could be a key. */
export function shownPath(path: string): string {
  return looksLikePsk(path) ? "the file (hidden, since its name looks like a key)" : path;
}
