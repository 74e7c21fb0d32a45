/** Where a quote opens that is never closed: the parser goes on to the next quote, which may be far below. */
import type { Span } from "../findings.ts";
import type { Words } from "./syntax-words.ts";
import { fixIfWellFormed, isWellFormed } from "./well-formed.ts";

/** UTF-16 units that are read again at most in the search. */
const budget = 600_000;

/** The first quote without a partner on its line without which the text is well-formed. */
export function openQuoteIn(text: string, before: number): Words | undefined {
  let left = budget;
  for (const { start, line } of linesOf(text, before)) {
    const at = quoteWithoutPartner(line);
    if (at === undefined) continue;
    left -= text.length;
    if (left < 0) return undefined;
    const without = text.slice(0, start) + line.replace(/["']/g, "") + text.slice(start + line.length);
    if (isWellFormed(without)) return wordsOf(text, [start + at, start + at + 1], start + line.length);
  }
  return undefined;
}

function wordsOf(text: string, at: Span, lineEnd: number): Words {
  const quote = text.charAt(at[0]);
  const rest = text.slice(at[1], lineEnd);
  const ends = [...rest.matchAll(/\s+#|\s*[\]},]|\s*$/g)].map(({ index }) => at[1] + index);
  const edits = ends
    .slice(0, 5)
    .map((end) => fixIfWellFormed(text, `Add the closing ${quote}`, [{ span: [end, end], text: quote }]))
    .find((fix) => fix !== undefined);
  return { at, message: "this quote is never closed", fix: `Close it with ${quote}.`, edits };
}

/** The lines up to the one in which an offset lies. */
function* linesOf(text: string, before: number): Iterable<{ start: number; line: string }> {
  for (let start = 0; start <= before && start < text.length; ) {
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end === -1 ? text.length : end).replace(/\r$/, "");
    yield { start, line };
    if (end === -1) return;
    start = end + 1;
  }
}

/** Offset of the quote that opens on the line and does not close on it; an apostrophe within a word opens nothing. */
function quoteWithoutPartner(line: string): number | undefined {
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === "#" && (at === 0 || /\s/.test(line.charAt(at - 1)))) return undefined;
    if (character !== '"' && character !== "'") continue;
    if (at > 0 && !/[\s,:[{]/.test(line.charAt(at - 1))) continue;
    const close = closingOf(line, at);
    if (close === undefined) return at;
    at = close;
  }
  return undefined;
}

function closingOf(line: string, open: number): number | undefined {
  const quote = line.charAt(open);
  for (let at = open + 1; at < line.length; at++) {
    if (quote === '"' && line.charAt(at) === "\\") at += 1;
    else if (quote === "'" && line.startsWith("''", at)) at += 1;
    // What a value follows on at once is the quote that opens the next one.
    else if (line.charAt(at) === quote) return /^[\s,:\]}]|^$/.test(line.slice(at + 1)) ? at : undefined;
  }
  return undefined;
}
