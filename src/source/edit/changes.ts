/** A fix as changes of texts, for editors and code hosts. */
import type { Fix } from "../../diagnostic.ts";
import type { Span } from "../findings.ts";
import { applyEdit } from "./apply.ts";

/** A file's text, without byte order mark. */
interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** One run of characters of a file that is replaced. */
export interface TextChange {
  readonly file: string;
  readonly span: Span;
  readonly text: string;
}

/** One change for each file; none if the fix cannot be applied. `file` is the file of the finding. */
export function changesOf({ edits }: Fix, file: string, files: readonly TextFile[]): TextChange[] {
  const texts = new Map<string, { readonly before: string; readonly after: string }>();
  for (const edit of edits) {
    const path = edit.file ?? file;
    const before = texts.get(path)?.before ?? files.find((one) => one.path === path)?.text;
    const after = before === undefined ? undefined : applyEdit(texts.get(path)?.after ?? before, edit);
    if (before === undefined || after === undefined) return [];
    texts.set(path, { before, after });
  }
  return [...texts].flatMap(([path, { before, after }]) =>
    before === after ? [] : [changeOf(path, before, after)],
  );
}

function changeOf(file: string, before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  // Not within a character of two units, nor within a line end.
  if (/[\udc00-\udfff\n]/.test(before[start] ?? "") || /[\udc00-\udfff\n]/.test(after[start] ?? ""))
    start = Math.max(0, start - 1);
  let tail = 0;
  while (tail < most - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  if (/[\udc00-\udfff\n]/.test(before.at(-tail) ?? "") && tail > 0) tail--;
  return {
    file,
    span: [start, before.length - tail],
    text: after.slice(start, after.length - tail),
  };
}
