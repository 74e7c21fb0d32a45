/** Recognises what could be a pre-shared key, so that none is printed and none goes unnoticed. */

/** Shorter texts are words. */
const shortest = 16;
/** How many hexadecimal digits are a key. */
const hexadecimal = 32;

/**
 * Whether a text holds what looks like a generated key: 16 or more characters that change between
 * capitals, small letters and digits as only random ones do, or 32 or more hexadecimal digits.
 */
export function looksLikeKey(text: string): boolean {
  // Without capitals only hexadecimal digits count.
  if (text.length < shortest || (text.length < hexadecimal && text === text.toLowerCase())) return false;
  return text.split(/[\s:,;"'{}()<>|@]+/).some((word) => [word, ...word.split("/")].some(isRandom));
}

function isRandom(word: string): boolean {
  if (word.length < shortest) return false;
  if (word.length >= hexadecimal && /^[0-9a-f]+$/i.test(word)) return true;
  if (!/^[A-Za-z0-9._+/=-]+$/.test(word)) return false;
  const kinds = [...word].map(kindOf).filter((kind) => kind !== "mark");
  if (new Set(kinds).size < 3) return false;
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  // Random letters and digits change kind at 0.62 of all places, words and numbers far more seldom.
  return changes / kinds.length > 0.42;
}

function kindOf(character: string): "capital" | "small" | "digit" | "mark" {
  if (character >= "A" && character <= "Z") return "capital";
  if (character >= "a" && character <= "z") return "small";
  return character >= "0" && character <= "9" ? "digit" : "mark";
}
