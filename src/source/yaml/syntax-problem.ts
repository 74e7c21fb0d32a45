/** The `yaml` library's syntax errors in words of our own: what is wrong, and what to do. Never prints what the user wrote. */
import type { ErrorCode, YAMLParseError } from "yaml";
import type { Problem } from "../findings.ts";
import { codePoint } from "./characters.ts";
import { lookalikeNear, ordinary } from "./lookalikes.ts";
import { openQuoteIn } from "./open-quote.ts";
import {
  badIndent,
  blockAsKey,
  type Failure,
  missingCharacter,
  missingColon,
  tab,
  unexpected,
  type Words,
} from "./syntax-words.ts";
import { fixIfWellFormed } from "./well-formed.ts";
import { clamp, secondKey } from "./word-spans.ts";

/** The first of a document's syntax errors, which are given in the order of the text. */
export function syntaxProblem(
  errors: readonly [YAMLParseError, ...YAMLParseError[]],
  text: string,
  contents: unknown,
): Problem {
  const [first] = errors;
  const codes = new Set(errors.filter(({ pos }) => pos[0] === first.pos[0]).map(({ code }) => code));
  const failure = { pos: clamp(first.pos, text), reason: first.message, text, contents, codes };
  const words =
    conflict(text) ??
    openQuoteIn(text, failure.pos[1]) ??
    lookalike(failure) ??
    (explain[first.code] ?? unexplained)(failure);
  return {
    rule: words.rule ?? "yaml/syntax",
    at: clamp(words.at ?? failure.pos, text),
    message: words.message,
    fix: words.fix,
    ...(words.edits === undefined ? {} : { edits: words.edits }),
  };
}

type Explain = (failure: Failure) => Words;

const explain: Partial<Record<ErrorCode, Explain>> = {
  ALIAS_PROPS: () => ({
    message: "an alias cannot have an anchor or a tag",
    fix: "Remove the anchor or tag before the alias.",
  }),
  BAD_ALIAS: () => ({
    message: "an anchor or alias needs a name",
    fix: "Write a name after the & or *, or put the value in quotes.",
  }),
  BAD_DQ_ESCAPE: () => ({
    message: "this escape does not exist in double quotes",
    fix: "Double the backslash, or use single quotes, in which a backslash is an ordinary character.",
  }),
  BAD_INDENT: badIndent,
  BAD_PROP_ORDER: () => ({
    message: "an anchor or tag is before the sign of its key or item",
    fix: "Move it to the value.",
  }),
  BAD_SCALAR_START: ({ text, pos }) => ({
    message: `a value without quotes cannot start with ${text[pos[0]] ?? "this character"}`,
    fix: "Put the value in quotes.",
  }),
  BLOCK_AS_IMPLICIT_KEY: blockAsKey,
  BLOCK_IN_FLOW: ({ pos, text }) => ({
    at: secondKey(text, pos[0]),
    message: "inside [ ] or { }, entries are separated by commas, not by lines or spaces",
    fix: "Put a comma before this entry, or write the list or mapping without brackets.",
  }),
  KEY_OVER_1024_CHARS: () => ({
    message: "a key has more than 1024 characters",
    fix: "Look for a missing line break or quote.",
  }),
  MISSING_CHAR: missingCharacter,
  MULTILINE_IMPLICIT_KEY: missingColon,
  MULTIPLE_ANCHORS: () => ({ message: "a value has two anchors", fix: "Keep one of them." }),
  MULTIPLE_TAGS: () => ({ message: "a value has two tags", fix: "Remove them; values need none." }),
  NON_STRING_KEY: ({ text, pos }) => ({
    rule: "yaml/key",
    message: "a key must be a plain word, not a list, a mapping or an alias",
    fix: text.slice(pos[0] - 1, pos[0] + 1).includes("{{")
      ? "vpngen does not fill in templates: write the value itself, or put it in quotes if you mean braces."
      : "Write the key as a word; put it in quotes if it starts with a bracket or an asterisk.",
  }),
  RESOURCE_EXHAUSTION: () => ({
    rule: "yaml/nesting",
    message: "mappings and lists are nested too deeply",
    fix: "Remove levels.",
  }),
  TAB_AS_INDENT: ({ text }) => tab(text),
  TAG_RESOLVE_FAILED: () => ({
    rule: "yaml/tag",
    message: "this tag is not supported",
    fix: "Remove the tag, or put the value in quotes.",
  }),
  UNEXPECTED_TOKEN: unexpected,
};

function unexplained(): Words {
  return {
    message: "this is not valid YAML",
    fix: "Check indentation, quotes and brackets on this line and the one before.",
  };
}

/** Marks that git leaves where two changes collide. */
function conflict(text: string): Words | undefined {
  const mark = /^(<{7} .*|={7}|>{7} .*)$/m.exec(text);
  if (mark === null) return undefined;
  return {
    at: [mark.index, mark.index + 7],
    message: "a merge conflict is left in the file",
    fix: "Keep one of the two versions, and remove the lines that start with <<<<<<<, ======= and >>>>>>>.",
  };
}

function lookalike({ text, pos }: Failure): Words | undefined {
  const found = lookalikeNear(text, pos[0]);
  return (
    found && {
      at: found.at,
      message: `this character (${codePoint(text.slice(...found.at))}) looks like a ${found.name} but is a different character`,
      fix: `Type an ordinary ${found.name}.`,
      edits: fixIfWellFormed(text, `Replace it with an ordinary ${found.name}`, [
        { span: found.at, text: ordinary(found, text) },
      ]),
    }
  );
}
