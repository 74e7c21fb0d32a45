/**
 * Comments that silence a finding: `# vpngen-ignore crypto/weak-hash: the peer knows no other`.
 *
 * Such a comment behind something speaks of its own line; one that has its line to itself speaks of the
 * line below, where further comments in between do not count. Several rules are separated by commas.
 */
import type { Span } from "../findings.ts";
import { type Comment, commentsIn } from "../yaml/comments.ts";

/** One such comment, as written: nothing in it need exist or make sense. */
export interface Ignore {
  /** From its `#` on. */
  readonly span: Span;
  /** The rules that it names, with where it does so. */
  readonly rules: readonly { readonly id: string; readonly span: Span }[];
  readonly hasReason: boolean;
  /** Number of the line whose findings it silences; a file's first is 1. */
  readonly line: number;
}

const word = "vpngen-ignore";

/** Another comment may stand before it, as one for another tool. */
const form = new RegExp(
  `#[ \\t]*${word}(?![\\w-])[ \\t]*(?<list>[^\\s,:]+(?:[ \\t]*,[ \\t]*[^\\s,:]+)*)?`,
  "d",
);

/** The ignores of a text that can be read as YAML, in its order. A `#` in a value is no comment. */
export function ignoresIn(text: string): Ignore[] {
  if (!text.includes(word)) return [];
  const comments = commentsIn(text);
  const targets = targetLines(comments);
  return comments.flatMap((comment, index) => ignoreOf(comment, targets[index] ?? comment.line));
}

/** The line that each comment speaks of, read from the last to the first: that of the comment below it, if one is. */
function targetLines(comments: readonly Comment[]): number[] {
  const targets: number[] = [];
  for (const [index, { alone, line }] of [...comments.entries()].reverse()) {
    const below = comments[index + 1];
    const follows = below?.alone === true && below.line === line + 1;
    targets[index] = alone ? ((follows ? targets[index + 1] : undefined) ?? line + 1) : line;
  }
  return targets;
}

function ignoreOf({ source, offset }: Comment, line: number): Ignore[] {
  const found = form.exec(source);
  if (found === null) return [];
  const rest = source.slice(found.index + found[0].length);
  const list = found.indices?.groups?.list;
  return [
    {
      span: [offset + found.index, offset + source.trimEnd().length],
      rules: list === undefined ? [] : namesIn(source.slice(...list), offset + list[0]),
      hasReason: /^\s*:.*[\p{L}\p{N}]/u.test(rest),
      line,
    },
  ];
}

function namesIn(list: string, offset: number): Ignore["rules"] {
  return [...list.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => ({
    id,
    span: [offset + index, offset + index + id.length],
  }));
}
