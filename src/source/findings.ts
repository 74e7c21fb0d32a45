/** The findings about a file as such: that it is no YAML, has another shape than the language, or ignores too much. */
import type { Diagnostic, Edits, Path, Severity } from "../diagnostic.ts";

/** What a reader should know of a kind of finding, as `explain` and the documentation print it. */
export interface SourceRule {
  readonly severity: Severity;
  /** The requirement as a true sentence. */
  readonly title: string;
  /** What breaks otherwise. */
  readonly why: string;
  /** What to do, in one line. */
  readonly fix: string;
}

/** Bytes that a file may have. */
export const maxBytes = 1024 * 1024;
/** Levels of mappings and lists within each other; the language itself needs six. */
export const maxDepth = 64;
/** Values that all aliases of a file together may stand for. */
export const maxAliased = 10_000;

/** Every kind of finding that is no rule's, by id, in the order in which a file is read. */
export const sourceRules = {
  "yaml/size": {
    severity: "error",
    title: "A file has at most 1 MiB",
    why: "A VPN takes a few kilobytes to describe; a file of this size is another file by mistake.",
    fix: "Name the right file.",
  },
  "yaml/encoding": {
    severity: "error",
    title: "A file is UTF-8",
    why: "In any other encoding the same bytes are other characters, and names in the clouds would be wrong.",
    fix: "Save the file as UTF-8.",
  },
  "yaml/character": {
    severity: "error",
    title: "A file holds printable characters",
    why: "Control characters, lone carriage returns and direction marks make a file look other than it is.",
    fix: "Delete the character, or save the file with ordinary line endings.",
  },
  "yaml/nesting": {
    severity: "error",
    title: `Mappings and lists lie at most ${maxDepth} deep in each other`,
    why: "The language needs six levels; so many are a mistake or an attack on the reader.",
    fix: "Close the brackets, or remove a level.",
  },
  "yaml/syntax": {
    severity: "error",
    title: "A file is well-formed YAML 1.2",
    why: "What cannot be read cannot be checked or built.",
    fix: "Correct the syntax.",
  },
  "yaml/tab": {
    severity: "error",
    title: "Lines are indented with spaces",
    why: "YAML forbids tabs there, since nobody can tell how wide a tab is.",
    fix: "Replace the tab by spaces.",
  },
  "yaml/directive": {
    severity: "error",
    title: "A file has no YAML directives",
    why: "`%YAML 1.1` would turn `no` into false and 010 into 8; vpngen reads YAML 1.2 only.",
    fix: "Remove the line.",
  },
  "yaml/several-documents": {
    severity: "error",
    title: "A file holds one document",
    why: "One file is one VPN; what stands in a second document would be lost.",
    fix: "Move the second document to a file of its own; a folder of files is compiled together.",
  },
  "yaml/empty": {
    severity: "error",
    title: "A file describes a VPN",
    why: "Nothing can be built from nothing.",
    fix: "Begin with `version: 1`, `name`, `aws` and `gcp`.",
  },
  "yaml/duplicate-key": {
    severity: "error",
    title: "A key is written once in a mapping",
    why: "One of the two values would be lost without a word.",
    fix: "Remove one of the two.",
  },
  "yaml/key": {
    severity: "error",
    title: "Keys are plain words",
    why: "Every key of the language is a word; a list, a mapping or an alias as a key means nothing.",
    fix: "Write the key as a word.",
  },
  "yaml/tag": {
    severity: "error",
    title: "Values carry no tags but YAML's own",
    why: "vpngen knows no functions: `!Ref` and its like would be taken for plain text.",
    fix: "Write the value itself.",
  },
  "yaml/alias": {
    severity: "error",
    title: "An alias names an anchor above it, and all of them together stay small",
    why: "An alias within its own anchor has no end, and a few lines of nested aliases can stand for billions of values.",
    fix: "Write the value out.",
  },
  "yaml/merge": {
    severity: "error",
    title: "A merge key takes mappings",
    why: "`<<` copies keys and values, which nothing but a mapping has.",
    fix: "Give `<<` an alias of a mapping, or a list of such aliases.",
  },
  "shape/unknown-key": {
    severity: "error",
    title: "Every key is a key of the language",
    why: "A misspelt key that is ignored gives a VPN other than the one described.",
    fix: "Correct or remove the key.",
  },
  "shape/missing-key": {
    severity: "error",
    title: "Required keys are there",
    why: "There is no value that would be right for everybody.",
    fix: "Add the key.",
  },
  "shape/type": {
    severity: "error",
    title: "Values have the type that their key asks for",
    why: "YAML guesses types from the spelling; a guess that goes wrong changes the value.",
    fix: "Write a value of that type.",
  },
  "shape/value": {
    severity: "error",
    title: "Values that are one of a few words are one of these",
    why: "Any other word would have no meaning.",
    fix: "Write one of the allowed values.",
  },
  "shape/character": {
    severity: "error",
    title: "Values are one line of printable text",
    why: "They end up in names, tags and scripts, where line breaks and control characters do harm.",
    fix: "Write the value without it.",
  },
  "ignore/unknown-rule": {
    severity: "warning",
    title: "An ignore names rules that exist",
    why: "A misspelt rule silences nothing, and what was meant to be silent is reported again.",
    fix: "Write a rule's id as a finding shows it in brackets; `vpngen explain` lists all.",
  },
  "ignore/no-reason": {
    severity: "warning",
    title: "An ignore has a reason, behind a colon",
    why: "Without one nobody can tell later whether the risk was weighed or only hidden, so it silences nothing.",
    fix: "Write `# vpngen-ignore crypto/weak-hash: reason`; several rules are separated by commas.",
  },
  "ignore/error": {
    severity: "warning",
    title: "Only warnings and notes are ignored",
    why: "An error is what a cloud refuses or what will fail, and a comment changes neither.",
    fix: "Remove it from the comment, and correct what is reported.",
  },
  "ignore/unused": {
    severity: "warning",
    title: "An ignore silences something",
    why: "What it was for is gone or stands elsewhere; left behind, it would hide the next finding there, for a reason that is not its own.",
    fix: "Remove it.",
  },
} as const satisfies Record<string, SourceRule>;

/** Id of a finding about a file as such. */
type SourceRuleId = keyof typeof sourceRules;

/** Span of UTF-16 offsets, its end excluded. */
export type Span = readonly [start: number, end: number];

/** Where a problem is: by offsets, or by path. */
type At = Span | { readonly path: Path; readonly part: "key" | "value" };

/** A finding before it knows the file that it is about. */
export interface Problem {
  readonly rule: SourceRuleId;
  readonly at: At;
  readonly message: string;
  /** Default: the rule's. */
  readonly fix?: string;
  /** The same as edits, if a machine can make them. */
  readonly edits?: Edits;
  readonly related?: readonly { readonly at: At; readonly message: string }[];
}

/** The finding of a file. */
export function diagnosticOf(
  file: string,
  { rule, at, message, fix, edits, related = [] }: Problem,
): Diagnostic {
  return {
    rule,
    severity: sourceRules[rule].severity,
    place: placeOf(file, at),
    message,
    fix: fix ?? sourceRules[rule].fix,
    ...(edits === undefined ? {} : { edits }),
    related: related.map((other) => ({ place: placeOf(file, other.at), message: other.message })),
  };
}

function placeOf(file: string, at: At): Diagnostic["place"] {
  return "path" in at ? { file, ...at } : { file, span: at };
}
