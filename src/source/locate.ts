/** Places → lines and columns. Used by reports only: everything before them speaks in paths. */
import type { Location, Place } from "../diagnostic.ts";
import type { Span } from "./findings.ts";
import type { ParsedFile } from "./parse.ts";

export type { Location };

/** Where a place is. Total: a place in a file that was not read, or outside of it, is at its nearest end. */
export function locate(place: Place, files: readonly ParsedFile[]): Location {
  const parsed = files.find(({ path }) => path === place.file);
  if (parsed === undefined) return { file: place.file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const [start, end] = spanOfPlace(place, parsed);
  const [from, to] = [positionOf(start, parsed), positionOf(Math.max(start, end), parsed)];
  return { file: place.file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** Span of UTF-16 offsets in the file's text that a place stands for. */
export function spanOfPlace(place: Place, parsed: ParsedFile): Span {
  return "span" in place ? place.span : parsed.spanOf(place.path, place.part);
}

/** Span of a line's text (its first is 1), without its line end; empty behind the last. */
export function lineSpan(line: number, parsed: ParsedFile): Span {
  const starts = lineStarts(parsed);
  const start = starts[line - 1] ?? parsed.text.length;
  const next = starts[line] ?? parsed.text.length + 1;
  const end = Math.max(start, next - 1);
  return [start, parsed.text[end - 1] === "\r" && end > start ? end - 1 : end];
}

function positionOf(offset: number, parsed: ParsedFile): { line: number; column: number } {
  const starts = lineStarts(parsed);
  const inside = Math.min(Math.max(offset, 0), parsed.text.length);
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= inside) low = middle;
    else high = middle;
  }
  const before = parsed.text.slice(starts[low] ?? 0, inside);
  return { line: low + 1, column: [...before].length + 1 };
}

/** Offsets at which lines begin, by file: a report asks for them with every finding. */
const starts = new WeakMap<ParsedFile, readonly number[]>();

function lineStarts(parsed: ParsedFile): readonly number[] {
  const earlier = starts.get(parsed);
  if (earlier !== undefined) return earlier;
  const found = [0];
  for (let at = parsed.text.indexOf("\n"); at !== -1; at = parsed.text.indexOf("\n", at + 1))
    found.push(at + 1);
  starts.set(parsed, found);
  return found;
}
