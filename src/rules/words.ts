/** Values as messages show them. */
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
