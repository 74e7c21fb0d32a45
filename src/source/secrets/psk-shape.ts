/** Recognises what could be a pre-shared key, so that none is printed and none goes unnoticed. */
import type { Span } from "../findings.ts";

/** Characters of a word with capitals, lowercase letters and digits from which on it can be a key. */
const shortest = 16;
/** The same of a word that lacks one of the three. */
const shortestOfTwo = 24;
/** How many hexadecimal digits are a key. */
const hexadecimal = 32;

/**
 * Whether a text holds what looks like a generated key: 16 or more characters that change between
 * capitals, lowercase letters and digits as only random ones do, 24 or more where one of the three is absent, or
 * 32 or more hexadecimal digits.
 */
export function looksLikePsk(text: string): boolean {
  return text.length >= shortest && pskSpans(text).length > 0;
}

/** Where in a text such keys are. */
export function pskSpans(text: string): Span[] {
  return [...text.matchAll(words)].flatMap(({ 0: word, index }): Span[] => {
    if (word.length < shortest) return [];
    if (isRandom(word)) return [[index, index + word.length]];
    return [...word.matchAll(parts)]
      .filter(({ 0: part }) => isRandom(part))
      .map((part) => [index + part.index, index + part.index + part[0].length]);
  });
}

const words = /[^\s:,;"'{}()<>|@[\]`]+/g;
const parts = /[\w.+-]+/g;

/** Ids of AWS, also those that are written wrongly. */
const identifier = /^[a-z]{2,10}(-[a-z]{2,10}){0,3}-[0-9a-f]{8,20}$/i;

function isRandom(word: string): boolean {
  if (word.length < shortest) return false;
  if (/^[0-9a-f]+$/i.test(word)) return word.length >= hexadecimal;
  if (!/^[\w.+/=!#$%&*?^~\\-]+$/.test(word) || identifier.test(word)) return false;
  const kinds = [...word].map(kindOf).filter((kind) => kind !== "mark");
  const found = new Set(kinds);
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  const share = changes / kinds.length;
  // Random letters and digits change kind at 0.62 of all places, words and numbers far more seldom.
  if (found.size === 3) return share > 0.42;
  // Lowercase letters and digits at 0.40, capitals and the digits of base32 at 0.30, letters of both kinds at 0.50.
  const isPlain = kinds.length === word.length && word.length >= shortestOfTwo;
  return isPlain && found.size === 2 && share > (found.has("digit") ? 0.2 : 0.42);
}

function kindOf(character: string): "capital" | "lowercase" | "digit" | "mark" {
  if (character >= "A" && character <= "Z") return "capital";
  if (character >= "a" && character <= "z") return "lowercase";
  return character >= "0" && character <= "9" ? "digit" : "mark";
}
