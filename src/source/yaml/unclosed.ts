/** Where brackets and quotes that are never closed were opened, in what could be read of a document. */
import { isCollection, isNode, isScalar, visit } from "yaml";

/** Offset of the last bracket before `offset` that is not closed. */
export function openBracket(contents: unknown, text: string, offset: number): number | undefined {
  let opened: number | undefined;
  if (!isNode(contents)) return undefined;
  visit(contents, {
    Collection(_key, { flow, range }) {
      if (!flow || !range || range[0] >= offset) return;
      const closing = text[range[0]] === "[" ? "]" : "}";
      if (text[range[1] - 1] !== closing) opened = range[0];
    },
  });
  return opened;
}

/** Offset of the quote that opens the text which ends at `offset`. */
export function openQuote(contents: unknown, offset: number): number | undefined {
  let opened: number | undefined;
  if (!isNode(contents)) return undefined;
  visit(contents, {
    Scalar(_key, { range, type }) {
      if (range && type?.startsWith("QUOTE") && range[1] >= offset) opened = range[0];
    },
  });
  return opened;
}

/** Whether some value ends before the offset. */
export function closesBefore(contents: unknown, offset: number): boolean {
  let found = false;
  if (!isNode(contents)) return false;
  visit(contents, (_key, node) => {
    if ((isScalar(node) || isCollection(node)) && node.range && node.range[1] <= offset) found = true;
  });
  return found;
}
