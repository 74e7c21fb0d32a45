/** Text as the cells of a terminal's line. */

/** What is shown of one character as a reader sees it, how many columns it takes, and where it begins in the text. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly offset: number;
}

const tabStop = 4;

/** The cells of one line. Tabs become blanks up to the next stop, control characters a mark that harms no terminal. */
export function cellsOf(line: string): Cell[] {
  // Most lines; the classes of Unicode take milliseconds to load.
  if (plain.test(line)) return [...line].map((text, offset) => ({ text, width: 1, offset }));
  const cells: Cell[] = [];
  let column = 0;
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  for (const { segment, index } of segmenter.segment(line)) {
    const cell = cellOf(segment, index, column);
    cells.push(cell);
    column += cell.width;
  }
  return cells;
}

/** How many columns a text takes, or cells do. */
export function widthOf(text: string | readonly Cell[]): number {
  if (typeof text === "string") return plain.test(text) ? text.length : widthOf(cellsOf(text));
  return text.reduce((sum, { width }) => sum + width, 0);
}

/** A text without characters that a terminal would act on. */
export function printable(text: string): string {
  return text.replace(harmful, "\ufffd");
}

/** The same with such characters as escapes, so that names that differ in them look different: `\u{1b}`. */
export function visible(text: string): string {
  return text.replace(harmful, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** Made when the first line asks for it, since that takes milliseconds. */
let segmenter: Intl.Segmenter | undefined;

/** Characters that each are one column and one grapheme. */
const plain = /^[ -~\u00a1-\u00ac\u00ae-\u02e9\u2010-\u2027\u2030-\u205e\u2190-\u21ff]*$/;
const harmful =
  /[\0-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * Characters of two columns: emoji, and what Unicode calls wide or full-width, by script.
 * Rare ones (old scripts, unassigned ones) count as one; then a caret stands a column off.
 *
 * https://www.unicode.org/reports/tr11/
 */
const isWide = (text: string) =>
  /^[\p{Emoji_Presentation}\p{sc=Han}\p{sc=Hangul}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Yi}\u3000-\u303e\u30fb\u30fc\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u.test(
    text,
  );
const halfWidth = /^[\uff61-\uffdc]/u;
const hasNoWidth = (text: string) => /^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(text);

function cellOf(text: string, offset: number, column: number): Cell {
  if (text === "\t") {
    const width = tabStop - (column % tabStop);
    return { text: " ".repeat(width), width, offset };
  }
  const shown = printable(text);
  if (hasNoWidth(shown)) return { text: shown, width: 0, offset };
  return { text: shown, width: isWide(shown) && !halfWidth.test(shown) ? 2 : 1, offset };
}
