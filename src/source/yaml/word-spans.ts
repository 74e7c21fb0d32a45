/** Spans in a text that no parser has understood. */
import type { Span } from "../findings.ts";

/** The key of the entry that follows on a value without a comma. */
export function secondKey(text: string, offset: number): Span {
  const blanks = /\s+(?=[\w"'-]+\s*:)/.exec(text.slice(offset, offset + 1000));
  return wordAt(text, offset + (blanks === null ? 0 : blanks.index + blanks[0].length));
}

/** The word that begins at the offset, or behind the blanks there. */
export function wordAt(text: string, offset: number): Span {
  const blanks = /^[ \t]*/.exec(text.slice(offset, offset + 1000))?.[0].length ?? 0;
  const start = offset + blanks;
  const word = /^[^\s,:[\]{}]+/.exec(text.slice(start, start + 1000))?.[0].length ?? 0;
  return [start, start + Math.max(1, word)];
}

/** Errors at the end of a file have a place behind its last character. */
export function clamp([start, end]: Span, text: string): Span {
  const from = Math.min(start, Math.max(0, text.length - 1));
  return [from, Math.max(from, Math.min(end, text.length))];
}
