/** The line of a source that a finding is about, with a mark under its span. */

import { type Cell, cellsOf, widthOf } from "../render/cells.ts";
import { lineSpan } from "../source/locate.ts";
import type { ParsedFile } from "../source/parse.ts";

/** Two lines of equal layout: the source's, and the one below it that marks the span. */
export interface Excerpt {
  readonly source: string;
  /** Blanks up to the span. */
  readonly blanks: string;
  /** The mark itself, at least one column. */
  readonly mark: string;
}

/** Columns that an excerpt takes at most, and how many of them stand before the span where the line is longer. */
const [maxColumns, columnsBefore] = [100, 30];

/** UTF-16 units looked at on each side of a span's start, so that a line of a megabyte costs nothing. */
const reach = 400;

/** The line on which the span begins; a span of several lines is marked on its first. What is hidden is masked. */
export function excerptOf(span: readonly [number, number], line: number, parsed: ParsedFile): Excerpt {
  const [lineStart, lineEnd] = lineSpan(line, parsed);
  const start = Math.min(Math.max(span[0], lineStart), lineEnd);
  const end = Math.min(span[1], lineEnd);
  const [from, to] = [Math.max(lineStart, start - reach), Math.min(lineEnd, start + reach)];
  const cells = mask(cellsOf(parsed.text.slice(from, to)), from, parsed);
  const first = cells.findIndex(({ offset }) => from + offset >= start);
  const at = first === -1 ? cells.length : first;
  const window = windowOf(cells, at, { cutBefore: from > lineStart, cutAfter: to < lineEnd });
  const marked = window.cells.slice(window.at).filter(({ offset }) => from + offset < end);
  return {
    source: window.before + textOf(window.cells) + window.after,
    blanks: " ".repeat(widthOf(window.cells.slice(0, window.at)) + window.before.length),
    mark: "^".repeat(Math.max(1, widthOf(marked))),
  };
}

/** What is shown of a long line. */
interface Window {
  readonly cells: readonly Cell[];
  /** Index of the span's first cell in `cells`. */
  readonly at: number;
  readonly before: string;
  readonly after: string;
}

function windowOf(
  cells: readonly Cell[],
  at: number,
  cut: { cutBefore: boolean; cutAfter: boolean },
): Window {
  const whole = !cut.cutBefore && !cut.cutAfter && widthOf(cells) <= maxColumns;
  if (whole) return { cells, at, before: "", after: "" };
  let start = at;
  for (let width = 0; start > 0 && width < columnsBefore; start--) width += cells[start - 1]?.width ?? 0;
  let end = start;
  for (let width = 0; end < cells.length && width < maxColumns; end++) width += cells[end]?.width ?? 0;
  return {
    cells: cells.slice(start, end),
    at: at - start,
    before: start > 0 || cut.cutBefore ? "…" : "",
    after: end < cells.length || cut.cutAfter ? "…" : "",
  };
}

function mask(cells: readonly Cell[], from: number, { hidden }: ParsedFile): readonly Cell[] {
  const last = from + (cells.at(-1)?.offset ?? 0);
  const near = hidden.spans.filter(([start, end]) => start <= last && end > from);
  if (near.length === 0) return cells;
  const isHidden = (offset: number) => near.some(([start, end]) => offset >= start && offset < end);
  return cells.map((cell) =>
    isHidden(from + cell.offset) ? { ...cell, text: "*".repeat(cell.width) } : cell,
  );
}

function textOf(cells: readonly Cell[]): string {
  return cells
    .map(({ text }) => text)
    .join("")
    .trimEnd();
}
