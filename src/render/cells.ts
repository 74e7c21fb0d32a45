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

/** A text without characters that a terminal would act on. */
export function printable(text: string): string {
  return text.replace(harmful, "\ufffd");
}

/** Made when the first line asks for it, since that takes milliseconds. */
let segmenter: Intl.Segmenter | undefined;

const harmful = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * Characters of two columns: emoji, and what Unicode calls wide or full-width, by script.
 * Rare ones (old scripts, unassigned ones) count as one; then a caret stands a column off.
 *
 * https://www.unicode.org/reports/tr11/
 */
const wide =
  /^[\p{Emoji_Presentation}\p{sc=Han}\p{sc=Hangul}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Yi}\u3000-\u303e\u30fb\u30fc\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u;
const halfWidth = /^[\uff61-\uffdc]/u;
const withoutWidth = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

function cellOf(text: string, offset: number, column: number): Cell {
  if (text === "\t") {
    const width = tabStop - (column % tabStop);
    return { text: " ".repeat(width), width, offset };
  }
  const shown = printable(text);
  if (withoutWidth.test(shown)) return { text: shown, width: 0, offset };
  return { text: shown, width: wide.test(shown) && !halfWidth.test(shown) ? 2 : 1, offset };
}
