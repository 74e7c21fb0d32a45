/** What syntax errors mean whose code alone does not say it. */
import type { ErrorCode } from "yaml";
import type { Problem, Span } from "../findings.ts";
import { closesBefore, openBracket, openQuote } from "./unclosed.ts";
import { wordAt } from "./word-spans.ts";

/** What an error says, and where, if a better place is known than the library's. */
export interface Words {
  readonly message: string;
  readonly fix: string;
  readonly at?: Span;
  readonly rule?: Problem["rule"];
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

export const tab: Words = {
  rule: "yaml/tab",
  message: "a tab indents this line; YAML allows only spaces there",
  fix: "Replace each tab by two spaces.",
};

export function badIndent(failure: Failure): Words {
  const { pos, reason, text } = failure;
  const [start, end] = pos;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const blanks = /^[ \t]*/.exec(text.slice(lineStart, end + 100))?.[0] ?? "";
  if (blanks.includes("	")) {
    const at = lineStart + blanks.indexOf("	");
    return { ...tab, at: [at, at + 1] };
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
    message: `${reason.includes("sequence") ? "the items of a list" : "the keys of a mapping"} must begin in the same column`,
    fix: "Indent this line as the ones beside it.",
  };
}

function missingComma(offset: number, text: string): Words {
  if (/\S/.test(text.slice(offset - 1, offset)) && /[[{]/.test(text.slice(offset, offset + 1))) {
    const message = "a bracket within a plain value begins a value of its own";
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
    message: `the ${text[opened]} here is never closed`,
    fix: `Close it with ${closing}.`,
  };
}

function unclosedQuote({ pos, text, contents }: Failure): Words {
  const opened = openQuote(contents, pos[0]);
  if (opened === undefined) return { message: "a quote is never closed", fix: "Close it." };
  return {
    at: [opened, opened + 1],
    message: "the quote here is never closed",
    fix: `Close it with ${text[opened]}.`,
  };
}

export function blockAsKey({ pos, reason, text, codes }: Failure): Words {
  if (reason.startsWith("A block sequence")) {
    return {
      at: wordAt(text, pos[0]),
      message: "a list item stands among the keys of a mapping",
      fix: "Indent the list below the key that it belongs to, or remove the dash.",
    };
  }
  if (codes.has("MULTILINE_IMPLICIT_KEY")) {
    const next = text.indexOf("\n", pos[0]) + 1;
    return {
      at: wordAt(text, next),
      message: "this line is indented more than the one before, which has a value already",
      fix: "Indent it as the line before.",
    };
  }
  return {
    at: wordAt(text, pos[0]),
    message: "a second key on one line: this value would be a mapping of its own",
    fix: "Quote the value if the colon belongs to it, or put the second key on a line of its own.",
  };
}

export function missingCharacter(failure: Failure): Words {
  const { pos, reason, text } = failure;
  if (reason.startsWith("Missing closing")) return unclosedQuote(failure);
  if (reason.startsWith("Flow")) return unclosedBracket(failure);
  if (reason.startsWith("Comments"))
    return {
      message: "a comment needs a space before its #",
      fix: "Put a space before the #, or quote the value.",
    };
  if (reason.startsWith("Implicit map keys")) return missingColon({ pos, text });
  if (reason.startsWith("Missing space"))
    return { message: "a colon needs a space behind it", fix: "Put a space behind the colon." };
  if (reason.startsWith("Missing ,")) return missingComma(pos[0], text);
  if (reason.startsWith("Block collection"))
    return { message: "a mapping cannot begin on the line of ---", fix: "Begin it on the next line." };
  return { message: "a space or line break is missing here", fix: "Put one in." };
}

export function missingColon({ pos, text }: Pick<Failure, "pos" | "text">): Words {
  const line = text.slice(pos[0], (text.indexOf("\n", pos[0]) + 1 || text.length + 1) - 1);
  const at: Span = [pos[0], pos[0] + Math.max(1, line.trimEnd().length)];
  if (/^[\w-]+:\S/.test(line)) {
    return { at, message: "a colon needs a space behind it", fix: "Put a space behind the colon." };
  }
  return {
    at,
    message: "this line has no colon, so it is neither key nor value",
    fix: "Write it as `key: value`, or indent it below its key.",
  };
}

export function unexpected({ pos, reason, text, contents }: Failure): Words {
  const found = text[pos[0]] ?? "";
  if (reason.startsWith("Unexpected block-seq-ind")) {
    return {
      message: "a list cannot begin on the line of its key",
      fix: "Begin the list on the next line, or write it in [ ].",
    };
  }
  if (found === "]" || found === "}") {
    return { message: `this ${found} closes nothing`, fix: "Remove it, or open the bracket before." };
  }
  if (found === ",") return { message: "there is no entry before this comma", fix: "Remove the comma." };
  if (reason.startsWith("Block scalar header")) {
    return { message: "text stands on the line of | or >", fix: "Begin the text on the next line." };
  }
  if (reason.includes("at node end") && closesBefore(contents, pos[0])) {
    return {
      at: wordAt(text, pos[0]),
      message: "text follows a value that is closed already",
      fix: /[\]}]\s*$/.test(text.slice(Math.max(0, pos[0] - 100), pos[0]))
        ? "Write one list or mapping, with commas between its entries."
        : "Put all of the value in one pair of quotes.",
    };
  }
  return {
    at: wordAt(text, pos[0]),
    message: "this stands where nothing can stand",
    fix: "Remove it, or check the lines before it.",
  };
}
