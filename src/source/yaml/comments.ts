/** The comments of a text. */
import { CST, Lexer } from "yaml";

/** A comment, and where it is. */
export interface Comment {
  readonly source: string;
  readonly offset: number;
  readonly line: number;
  /** Whether nothing stands before it on its line. */
  readonly alone: boolean;
}

/** The comments of a text that can be read as YAML. */
export function commentsIn(text: string): Comment[] {
  const comments: Comment[] = [];
  let [offset, line, before] = [0, 1, ""];
  for (const source of new Lexer().lex(text)) {
    if (source.startsWith("#") && before !== CST.SCALAR) {
      const lineStart = text.lastIndexOf("\n", offset) + 1;
      comments.push({ source, offset, line, alone: text.slice(lineStart, offset).trim() === "" });
    }
    before = source;
    // The lexer's own signs stand for nothing in the text, which holds no such characters.
    if (signs.has(source)) continue;
    offset += source.length;
    line += source.split("\n").length - 1;
  }
  return comments;
}

const signs = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);
