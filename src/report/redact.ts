/** Masks in messages what may be a key of the files that they are about. */
import { pskSpans } from "../source/secrets/psk-shape.ts";

/** Characters of a key in a row that are masked: what is shorter is part of many words. */
const length = 8;

/**
 * What masks the texts. A message may have a key cut short, with escapes or in other case: so each eight characters in
 * a row that a secret has, too, are masked.
 *
 * @param messages All that will be masked: only what they have is looked for in the secrets.
 */
export function redactor(
  secrets: Iterable<string>,
  messages: readonly string[],
): (message: string) => string {
  const inMessages = new Set(messages.flatMap((message) => pieces(lower(message))));
  const found = new Set<string>();
  for (const secret of secrets)
    for (const piece of pieces(lower(secret))) if (inMessages.has(piece)) found.add(piece);
  return (message) => {
    const spans = pieces(lower(message))
      .flatMap((piece, start): [number, number][] => (found.has(piece) ? [[start, start + length]] : []))
      .concat(pskSpans(message).map(([start, end]) => [start, end]))
      .sort((a, b) => a[0] - b[0]);
    let [masked, shown] = ["", 0];
    for (const [start, end] of spans) {
      if (start > shown || shown === 0) masked += `${message.slice(shown, start)}***`;
      shown = Math.max(shown, end);
    }
    return masked + message.slice(shown);
  };
}

/** The same length in any case, which other letters do not keep. */
function lower(text: string): string {
  return text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

function pieces(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - length + 1) }, (_, start) =>
    text.slice(start, start + length),
  );
}
