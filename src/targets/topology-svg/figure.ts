/** Boxes of text, one below the other. Lengths are in the picture's own units, which are pixels at full size. */
import { cellsOf, widthOf } from "../../render/cells.ts";

/** A line of text. */
export interface Label {
  readonly x: number;
  /** Of its base line. */
  readonly y: number;
  readonly text: string;
  /** Names the style, and says which end of the text `x` is. */
  readonly style: string;
  /** How wide the text is drawn, whatever the reader's fonts are. */
  readonly length: number;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly style: string;
}

export interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly style: string;
}

export interface Figure {
  readonly rectangles: readonly Rectangle[];
  readonly lines: readonly Line[];
  readonly labels: readonly Label[];
}

/** What a box says: a heading, which is ours, and lines, which are anyone's and are broken where they are too long. */
export interface Content {
  readonly heading: string;
  readonly lines: readonly string[];
}

export interface PlacedBox extends Figure {
  readonly top: number;
  /** Where the next box may begin, but for the gap between them. */
  readonly bottom: number;
}

/** Width of a character of the fixed-width fonts that readers have, at 12 pixels. */
const characterWidth = 7.2;
export const lineHeight = 16;
export const gap = 12;
export const padding = 10;
export const columnWidth = 184;
/** Characters that fit into a box. */
export const boxColumns = Math.floor((columnWidth - 2 * padding) / characterWidth);

export function merged(...figures: readonly Partial<Figure>[]): Figure {
  return {
    rectangles: figures.flatMap(({ rectangles = [] }) => rectangles),
    lines: figures.flatMap(({ lines = [] }) => lines),
    labels: figures.flatMap(({ labels = [] }) => labels),
  };
}

/** A line of fixed-width text, drawn exactly as wide as it is counted. `scale` is its size over 12 pixels. */
export function label(
  text: string,
  { scale = 1, ...place }: { x: number; y: number; style?: string; scale?: number },
): Label {
  return { style: "", ...place, text, length: round(widthOf(text) * characterWidth * scale) };
}

/** Height of a box with that content. */
export function heightOf(content: Content): number {
  return 2 * padding + lineHeight * (1 + linesOf(content).length);
}

/** A box, as high as its content or as `height`. */
export function box(
  content: Content,
  { x, y, height = heightOf(content) }: { x: number; y: number; height?: number },
): PlacedBox {
  const left = x + padding;
  const first = y + padding + 12;
  return {
    top: y,
    bottom: y + height,
    rectangles: [{ x, y, width: columnWidth, height, style: "box" }],
    lines: [],
    labels: [
      label(content.heading, { x: left, y: first, style: "heading" }),
      ...linesOf(content).map((text, at) => label(text, { x: left, y: first + lineHeight * (at + 1) })),
    ],
  };
}

/** Boxes below each other, each joined to the next. */
export function column(contents: readonly Content[], { x, y }: { x: number; y: number }): PlacedBox[] {
  const boxes: PlacedBox[] = [];
  for (const content of contents) {
    const above = boxes.at(-1);
    const placed = box(content, { x, y: above === undefined ? y : above.bottom + gap });
    const middle = x + columnWidth / 2;
    const joint = { x1: middle, x2: middle, y1: placed.top - gap, y2: placed.top, style: "joint" };
    boxes.push(above === undefined ? placed : { ...placed, lines: [joint] });
  }
  return boxes;
}

function linesOf({ lines }: Content): string[] {
  return lines.flatMap((line) => brokenLines(line, boxColumns));
}

/** A text in lines of so many columns, broken behind a separator where one is near the end of the line. */
export function brokenLines(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const cell of cellsOf(text)) {
    if (width + cell.width > columns) {
      const [, head = line, tail = ""] = /^(.*[-_./:, ])([^-_./:, ]{0,7})$/su.exec(line) ?? [];
      lines.push(head);
      line = tail;
      width = widthOf(tail);
    }
    line += cell.text;
    width += cell.width;
  }
  return [...lines, line];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
