/** Lists of words, as sentences have them. */

/** `a, b or c`. */
export function oneOf(words: readonly (string | number)[]): string {
  return enumerated(words, "or");
}

/** `a, b and c`. */
export function allOf(words: readonly (string | number)[]): string {
  return enumerated(words, "and");
}

/** Each in backquotes, as names and values stand in messages. */
export function inBackquotes(words: readonly (string | number)[]): string[] {
  return words.map((word) => `\`${word}\``);
}

function enumerated(words: readonly (string | number)[], last: "or" | "and"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
