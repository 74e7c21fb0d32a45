/** What syntax errors mean whose code alone does not say it. */
import type { ErrorCode } from "yaml";
import type { Edits } from "../../diagnostic.ts";
import type { Problem, Span } from "../findings.ts";
import { closesBefore, openBracket, openQuote } from "./unclosed.ts";
import { fixIfWellFormed } from "./well-formed.ts";
import { wordAt } from "./word-spans.ts";

/** What an error says, and where, if a better place is known than the library's. */
export interface Words {
  readonly message: string;
  readonly fix: string;
  readonly at?: Span;
  readonly rule?: Problem["rule"];
  readonly edits?: Edits | undefined;
}

/** What an explanation can look at. */
export interface Failure {
  readonly pos: Span;
  /** The library's message, to tell the cases of one code apart. */
  readonly reason: string;
  readonly text: string;
  /** The document as far as it was read. */
  readonly contents: unknown;
  /** All errors that the library reports at the same offset. */
  readonly codes: ReadonlySet<ErrorCode>;
}

/** A tab in the indentation. The fix replaces all of the file, since there is seldom one alone. */
export function tab(text: string): Words {
  const changes = [...text.matchAll(/^([ \t]*\t[ \t]*)(?=\S)/gm)].map(({ 0: blanks, index }) => ({
    span: [index, index + blanks.length] as const,
    text: blanks.replaceAll("\t", "  "),
  }));
  return {
    rule: "yaml/tab",
    message: "this line is indented with a tab; YAML allows only spaces",
    fix: "Replace each tab with two spaces.",
    edits: fixIfWellFormed(text, "Replace the tabs with spaces", changes),
  };
}

export function badIndent(failure: Failure): Words {
  const { pos, reason, text } = failure;
  const [start, end] = pos;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const blanks = /^[ \t]*/.exec(text.slice(lineStart, end + 100))?.[0] ?? "";
  if (blanks.includes("	")) {
    const at = lineStart + blanks.indexOf("	");
    return { ...tab(text), at: [at, at + 1] };
  }
  if (reason.startsWith("Flow")) return unclosedBracket(failure);
  if (reason.startsWith("Block scalar")) {
    return {
      message: "the lines of a block text must be indented more than their key",
      fix: "Indent them by two more spaces.",
    };
  }
  return {
    at: wordAt(text, start),
    message: `${reason.includes("sequence") ? "the items of a list" : "the keys of a mapping"} must start in the same column`,
    fix: "Indent this line like its neighbours.",
  };
}

function missingComma(offset: number, text: string): Words {
  if (/\S/.test(text.slice(offset - 1, offset)) && /[[{]/.test(text.slice(offset, offset + 1))) {
    const message = "a bracket inside a value without quotes starts a new value";
    return { message, fix: "Put the value in quotes if the bracket belongs to it." };
  }
  return {
    at: wordAt(text, offset),
    message: "a comma is missing before this entry",
    fix: "Put a comma between the two entries.",
  };
}

function unclosedBracket({ pos, text, contents }: Failure): Words {
  const opened = openBracket(contents, text, pos[0]);
  if (opened === undefined) return { message: "a bracket is never closed", fix: "Close it." };
  const closing = text[opened] === "[" ? "]" : "}";
  return {
    at: [opened, opened + 1],
    message: `this ${text[opened]} is never closed`,
    fix: `Close it with ${closing}.`,
  };
}

/** A quote of which the rest of the file does not tell where it should have been closed. */
function unclosedQuote({ pos, text, contents }: Failure): Words {
  const opened = openQuote(contents, pos[0]);
  if (opened === undefined) return { message: "a quote is never closed", fix: "Close it." };
  return {
    at: [opened, opened + 1],
    message: "this quote is never closed",
    fix: `Close it with ${text[opened]}.`,
  };
}

export function blockAsKey({ pos, reason, text, codes }: Failure): Words {
  if (reason.startsWith("A block sequence")) {
    return {
      at: wordAt(text, pos[0]),
      message: "a list item is among the keys of a mapping",
      fix: "Indent the list below the key that it belongs to, or remove the dash.",
    };
  }
  if (codes.has("MULTILINE_IMPLICIT_KEY")) {
    const next = text.indexOf("\n", pos[0]) + 1;
    return {
      at: wordAt(text, next),
      message: "this line is indented further than the line before, which already has a value",
      fix: "Indent it like the line before.",
    };
  }
  return {
    at: wordAt(text, pos[0]),
    message: "there are two keys on one line",
    fix: "Put the value in quotes if the colon belongs to it, or move the second key to its own line.",
  };
}

export function missingCharacter(failure: Failure): Words {
  const { pos, reason, text } = failure;
  if (reason.startsWith("Missing closing")) return unclosedQuote(failure);
  if (reason.startsWith("Flow")) return unclosedBracket(failure);
  if (reason.startsWith("Comments"))
    return {
      message: "a comment needs a space before its #",
      fix: "Put a space before the #, or put the value in quotes.",
    };
  if (reason.startsWith("Implicit map keys")) return missingColon({ pos, text });
  if (reason.startsWith("Missing space"))
    return { message: "a colon needs a space after it", fix: "Put a space after the colon." };
  if (reason.startsWith("Missing ,")) return missingComma(pos[0], text);
  if (reason.startsWith("Block collection"))
    return { message: "a mapping cannot start on the line of ---", fix: "Start it on the next line." };
  return { message: "a space or line break is missing here", fix: "Add it." };
}

export function missingColon({ pos, text }: Pick<Failure, "pos" | "text">): Words {
  const line = text.slice(pos[0], (text.indexOf("\n", pos[0]) + 1 || text.length + 1) - 1);
  const at: Span = [pos[0], pos[0] + Math.max(1, line.trimEnd().length)];
  const key = /^[\w-]+:(?=\S)/.exec(line)?.[0];
  if (key !== undefined) {
    const after = pos[0] + key.length;
    const edits = fixIfWellFormed(text, "Add a space", [{ span: [after, after], text: " " }]);
    return { at, message: "a colon needs a space after it", fix: "Put a space after the colon.", edits };
  }
  const equals = /^([\w-]+)\s*=\s*/.exec(line);
  if (equals !== null) {
    const [start, key = ""] = equals;
    const span = [pos[0], pos[0] + start.length] as const;
    const edits = fixIfWellFormed(text, "Write a colon", [{ span, text: `${key}: ` }]);
    return {
      at,
      message: "this line has an equal sign in place of a colon",
      fix: "Write it as `key: value`.",
      edits,
    };
  }
  return {
    at,
    message: "this line has no colon, so it has no key",
    fix: "Write it as `key: value`, or indent it below its key.",
  };
}

export function unexpected({ pos, reason, text, contents }: Failure): Words {
  const found = text[pos[0]] ?? "";
  if (reason.startsWith("Unexpected block-seq-ind")) {
    return {
      message: "a list cannot start on the line of its key",
      fix: "Start the list on the next line, or write it in [ ].",
    };
  }
  if (found === "]" || found === "}") {
    return { message: `this ${found} has no opening bracket`, fix: "Remove it, or add the opening bracket." };
  }
  if (found === ",") return { message: "there is no entry before this comma", fix: "Remove the comma." };
  if (reason.startsWith("Block scalar header")) {
    return { message: "text is on the line of | or >", fix: "Start the text on the next line." };
  }
  if (reason.includes("at node end") && closesBefore(contents, pos[0])) {
    return {
      at: wordAt(text, pos[0]),
      message: "there is text after the end of the value",
      fix: /[\]}]\s*$/.test(text.slice(Math.max(0, pos[0] - 100), pos[0]))
        ? "Write one list or mapping, with commas between its entries."
        : "Put the complete value in one pair of quotes.",
    };
  }
  return {
    at: wordAt(text, pos[0]),
    message: "this is not allowed here",
    fix: "Remove it, or check the lines before it.",
  };
}
