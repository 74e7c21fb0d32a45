/** How a rule is removed from an ignore comment. */
import type { Edits } from "../../diagnostic.ts";
import { safe } from "../../edit.ts";
import type { Span } from "../findings.ts";
import type { Ignore } from "./ignores.ts";

/** Removes the rule at a span; the comment if it names no other, and the line if nothing else is on it. */
export function removal({ span, rules }: Ignore, name: Span, text: string): Edits {
  const remove = (title: string, from: number, to: number) =>
    safe(title, { kind: "replace", span: [from, to], text: "" });
  const index = rules.findIndex((rule) => rule.span[0] === name[0]);
  const [before, after] = [rules[index - 1], rules[index + 1]];
  if (after !== undefined) return remove("Remove the rule", name[0], after.span[0]);
  if (before !== undefined) return remove("Remove the rule", before.span[1], name[1]);
  const lineStart = text.lastIndexOf("\n", span[0] - 1) + 1;
  const blanks = /[ \t]*$/.exec(text.slice(lineStart, span[0]))?.[0].length ?? 0;
  const start = span[0] - blanks;
  if (start > lineStart) return remove("Remove the comment", start, span[1]);
  const lineEnd = text.indexOf("\n", span[1]);
  return remove("Remove the comment", start, lineEnd === -1 ? text.length : lineEnd + 1);
}
