/** Whether a changed text would be YAML: the proof that a proposed correction is one. */
import { Composer, Parser } from "yaml";
import type { Edits } from "../../diagnostic.ts";
import { safe } from "../../edit.ts";
import type { Span } from "../findings.ts";

/** Whether a text is one well-formed document. */
export function isWellFormed(text: string): boolean {
  const composer = new Composer({ stringKeys: true, uniqueKeys: false, version: "1.2" });
  let documents = 0;
  for (const document of composer.compose(new Parser().parse(text), true, text.length)) {
    documents += 1;
    if (document.errors.length > 0 || documents > 1) return false;
  }
  return documents === 1;
}

/** A change of the text. */
export interface Replacement {
  readonly span: Span;
  readonly text: string;
}

/** The changes as a safe fix, if the text is well-formed with them. */
export function fixIfWellFormed(
  text: string,
  title: string,
  changes: readonly Replacement[],
): Edits | undefined {
  if (changes.length === 0 || text.length > longest || !isWellFormed(withChanges(text, changes)))
    return undefined;
  return safe(title, ...changes.map((change) => ({ kind: "replace", ...change }) as const));
}

/** UTF-16 units of the longest text that is read again to prove a fix. */
const longest = 100_000;

function withChanges(text: string, changes: readonly Replacement[]): string {
  let [changed, from] = ["", 0];
  for (const { span, text: instead } of changes) {
    changed += text.slice(from, span[0]) + instead;
    from = span[1];
  }
  return changed + text.slice(from);
}
