/** What must not be shown of a text as such: in comments, in what is no YAML, and whatever the tree leaves out. */
import type { Span } from "../findings.ts";
import { commentsIn } from "../yaml/comments.ts";
import { pskSpans } from "./psk-shape.ts";

/** What names of keys and passwords have in them. */
const passwordWords = "psk|pre[-_ ]?shared|secret|shared[-_ ]?key|passw|passphrase";
const secretWords = `${passwordWords}|md5|token|credential|private[-_ ]?key`;

/** A name that speaks of secrets. */
export const secretName = new RegExp(secretWords, "i");

/** A name that speaks of pre-shared keys. */
export const pskName = /^psk|psk$|pre[-_ ]?shared[-_ ]?key|shared[-_ ]?(secret|key)|passw/i;

/** Names of tunnels, each of which has a key. */
export const tunnelName = /^[ab][12]$/;

/** A name of that kind as a key, and what follows it on its line. */
const named = new RegExp(
  `(?:(?:${secretWords})[\\w-]{0,40}|(?<![\\w-])[ab][12])["']?[ \\t]{0,20}(?:[:=](.*)|$)`,
  "dis",
);

/** The same in a comment, where no sign need follow. */
const mentioned = new RegExp(passwordWords, "i");

/** Whether a word near such a name is more than a name: long enough, and neither one word nor two with a number. */
export function mayBePassword(word: string): boolean {
  const isName = word.length <= 24 && /^[A-Za-z]+([-_]?[A-Za-z]+)?[-_]?\d{0,2}$/.test(word);
  return word.length >= 8 && !isName && !/[{}]/.test(word);
}

/** What is hidden, and which words of it messages may have. */
interface HiddenText {
  readonly spans: readonly Span[];
  readonly words: readonly string[];
}

/**
 * @param shown What is known to be harmless, where the text can be read as YAML. Without it everything near the name
 * of a secret is hidden.
 */
export function hiddenInText(text: string, shown: readonly Span[] | undefined): HiddenText {
  const { clean, offsetOf } = cleaned(text);
  const near = regionsIn(clean);
  const spans = pskSpans(clean);
  if (shown === undefined) spans.push(...near);
  const passwords = near.flatMap((region) => passwordsIn(clean, region));
  const inComments = shown === undefined ? mentionsIn(clean) : commentsNear(clean, near);
  const others = [...passwords, ...inComments].filter(outside(shown ?? []));
  spans.push(...others);
  return {
    spans: spans.map(([start, end]) => [offsetOf(start), offsetOf(end - 1) + 1]),
    words: [...pskSpans(clean), ...others].map((span) => clean.slice(...span)),
  };
}

/** Characters that are not seen, or stand for bytes that are none: a key with one in it is a key still. */
const unseen =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/g;

/** The text without them, and where each of its characters stands in the text as given. */
function cleaned(text: string): { clean: string; offsetOf: (offset: number) => number } {
  const clean = text.replace(unseen, "");
  if (clean.length === text.length) return { clean, offsetOf: (offset) => offset };
  const offsets: number[] = [];
  let before = 0;
  for (const {
    0: { length },
    index,
  } of text.matchAll(unseen)) {
    for (let offset = before; offset < index; offset++) offsets.push(offset);
    before = index + length;
  }
  for (let offset = before; offset < text.length; offset++) offsets.push(offset);
  return { clean, offsetOf: (offset) => offsets[offset] ?? text.length };
}

/** A line without its end, whichever it is. */
interface Line {
  readonly start: number;
  readonly text: string;
  /** Columns before its first character; a list's dash counts as one of them. */
  readonly indent: number;
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\n\r\u0085\u2028\u2029]+/g)].map(({ 0: line, index }) => ({
    start: index,
    text: line,
    indent: /^[ \t]*/.exec(line)?.[0].length ?? 0,
  }));
}

/** What stands behind the name of a secret: the rest of its line, and the lines that belong to it. */
function regionsIn(text: string): Span[] {
  const regions: Span[] = [];
  let open: { readonly indent: number; readonly isSection: boolean } | undefined;
  for (const { start, text: line, indent } of linesOf(text)) {
    if (open !== undefined && !ends(line, indent, open)) {
      regions.push([start + indent, start + line.trimEnd().length]);
      continue;
    }
    open = undefined;
    const found = named.exec(line);
    if (found === null) continue;
    const rest = found[1]?.trim() ?? "";
    const to = start + line.trimEnd().length;
    if (rest !== "") regions.push([to - rest.length, to]);
    open = { indent, isSection: /preSharedKeys["']?\s*:/.test(line) };
  }
  return regions;
}

/** Whether a line is no part of what an earlier one began; a list, and a value with its sign, may begin in its column. */
function ends(line: string, indent: number, open: { indent: number; isSection: boolean }): boolean {
  const begin = line.charAt(indent);
  if (begin === "" || indent > open.indent) return false;
  if (open.isSection) return /[\w"']/.test(begin);
  return !/[-?:}\])"'#]/.test(begin) || line.startsWith("---");
}

/** Words of a region that may be passwords, without YAML's signs around them. */
function passwordsIn(text: string, [start, end]: Span): Span[] {
  return [...text.slice(start, end).matchAll(/[^\s,{}[\]"'#&*!|>]+/g)].flatMap(({ 0: found, index }) => {
    const word = found.replace(/[:.;)]+$/, "");
    const span: Span = [start + index, start + index + word.length];
    return mayBePassword(word) ? [span] : [];
  });
}

/** What may be a password on a line that speaks of a secret, where nobody knows what is a comment. */
function mentionsIn(text: string): Span[] {
  return linesOf(text)
    .filter((line) => mentioned.test(line.text))
    .flatMap(({ start, text: line }) => passwordsIn(text, [start, start + line.length]));
}

/** Of each comment that speaks of a secret: all behind its name and a colon, and else what may be a password. */
function commentsNear(text: string, near: readonly Span[]): Span[] {
  const isApart = outside(near);
  return commentsIn(text).flatMap(({ source, offset }) => {
    const comment: Span = [offset, offset + source.length];
    const rest = named.exec(source)?.indices?.[1];
    if (rest !== undefined && source.slice(...rest).trim() !== "")
      return [[offset + rest[0], offset + source.trimEnd().length] as const];
    return mentioned.test(source) || !isApart(comment) ? passwordsIn(text, comment) : [];
  });
}

/** Whether a span touches none of the others, which may lie within each other. */
function outside(others: readonly Span[]): (span: Span) => boolean {
  const sorted = [...others].sort((a, b) => a[0] - b[0]);
  const furthest: number[] = [];
  for (const [, end] of sorted) furthest.push(Math.max(end, furthest.at(-1) ?? 0));
  return ([start, end]) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.[0] ?? 0) < end) low = middle + 1;
      else high = middle;
    }
    return low === 0 || (furthest[low - 1] ?? 0) <= start;
  };
}
