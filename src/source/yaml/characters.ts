/** Characters that cannot be seen, and how messages name them. */

/**
 * A class of a regular expression with the flag `u`: control characters, line ends included, direction marks, and what is
 * no character.
 */
export const unprintable = String.raw`[\0-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]`;

/** Name of a character that cannot be shown as it is, as `U+0007`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
