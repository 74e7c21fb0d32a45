/** The findings about a file itself: its YAML, its shape, and its ignore comments. */
import type { Diagnostic, Edits, Path, Severity } from "../diagnostic.ts";

/** What a reader should know about a kind of finding; `explain` and the documentation print it. */
export interface SourceRule {
  readonly severity: Severity;
  /** What is required or wrong, without a full stop. */
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
    title: "File larger than 1 MiB",
    why: "A VPN is described in a few kilobytes. A file of this size is the wrong file.",
    fix: "Pass the right file.",
  },
  "yaml/encoding": {
    severity: "error",
    title: "File must be UTF-8",
    why: "In another encoding, the same bytes mean different characters, and names in the clouds would be wrong.",
    fix: "Save the file as UTF-8.",
  },
  "yaml/character": {
    severity: "error",
    title: "Invisible or control characters are not allowed",
    why: "Control characters, single carriage returns and direction marks make a file look different from what it says.",
    fix: "Delete the character, or save the file with ordinary line endings.",
  },
  "yaml/nesting": {
    severity: "error",
    title: `Mappings and lists nested deeper than ${maxDepth} levels`,
    why: "The language needs six levels. More are a mistake or an attack on the parser.",
    fix: "Close the brackets, or remove a level.",
  },
  "yaml/syntax": {
    severity: "error",
    title: "File must be valid YAML 1.2",
    why: "A file that cannot be read cannot be checked or built.",
    fix: "Correct the syntax.",
  },
  "yaml/tab": {
    severity: "error",
    title: "Lines must be indented with spaces, not tabs",
    why: "YAML does not allow tabs in indentation, because their width is not defined.",
    fix: "Replace the tab with spaces.",
  },
  "yaml/directive": {
    severity: "error",
    title: "YAML directives are not supported",
    why: "`%YAML 1.1` would turn `no` into false and 010 into 8; vpngen reads YAML 1.2 only.",
    fix: "Remove the line.",
  },
  "yaml/several-documents": {
    severity: "error",
    title: "A file must contain one document",
    why: "One file describes one VPN. The second document would be lost.",
    fix: "Move the second document to its own file; vpngen compiles all files of a folder together.",
  },
  "yaml/empty": {
    severity: "error",
    title: "File describes nothing",
    why: "An empty file describes no VPN.",
    fix: "Start with `version: 1`, `name`, `aws` and `gcp`, or run `vpngen init`.",
  },
  "yaml/duplicate-key": {
    severity: "error",
    title: "Key written twice in a mapping",
    why: "One of the two values would be lost silently.",
    fix: "Remove one of the two.",
  },
  "yaml/key": {
    severity: "error",
    title: "Keys must be plain words",
    why: "Every key of the language is a word. A list, a mapping or an alias has no meaning as a key.",
    fix: "Write the key as a word.",
  },
  "yaml/tag": {
    severity: "error",
    title: "YAML tag not supported",
    why: "vpngen has no functions: `!Ref` and similar tags would be read as plain text.",
    fix: "Write the value itself.",
  },
  "yaml/alias": {
    severity: "error",
    title: "Alias without an anchor above it, or too large",
    why: "An alias inside its own anchor never ends, and a few lines of nested aliases can expand to billions of values.",
    fix: "Write the value out.",
  },
  "yaml/merge": {
    severity: "error",
    title: "Merge key needs mappings",
    why: "`<<` copies keys and values, and only a mapping has them.",
    fix: "Give `<<` an alias of a mapping, or a list of such aliases.",
  },
  "shape/unknown-key": {
    severity: "error",
    title: "Unknown key",
    why: "If a misspelt key were ignored, the VPN would differ from what you wrote.",
    fix: "Correct or remove the key.",
  },
  "shape/missing-key": {
    severity: "error",
    title: "Required key missing",
    why: "No default is right for every VPN.",
    fix: "Add the key.",
  },
  "shape/type": {
    severity: "error",
    title: "Value has the wrong type",
    why: "YAML derives the type from the spelling, and a wrong type changes the value.",
    fix: "Write a value of that type.",
  },
  "shape/value": {
    severity: "error",
    title: "Value not among the allowed words",
    why: "Only these words have a meaning for this key.",
    fix: "Write one of the allowed values.",
  },
  "shape/character": {
    severity: "error",
    title: "Values must be one line of printable text",
    why: "Values become names, tags and parts of scripts, where line breaks and control characters do harm.",
    fix: "Remove the character from the value.",
  },
  "ignore/unknown-rule": {
    severity: "warning",
    title: "Ignore comment names an unknown rule",
    why: "A misspelt rule id silences nothing, and the finding is reported again.",
    fix: "Write a rule id as findings show it in brackets; `vpngen explain` lists all ids.",
  },
  "ignore/no-reason": {
    severity: "warning",
    title: "Ignore comment needs a reason after a colon",
    why: "Without a reason, nobody can tell later whether the risk was accepted or overlooked. The comment then silences nothing.",
    fix: "Write `# vpngen-ignore crypto/weak-hash: reason`; several rules are separated by commas.",
  },
  "ignore/error": {
    severity: "warning",
    title: "Errors cannot be ignored",
    why: "A cloud refuses an error, or it fails later. A comment cannot change that.",
    fix: "Remove it from the comment, and fix the finding.",
  },
  "ignore/unused": {
    severity: "warning",
    title: "Ignore comment silences nothing",
    why: "The finding is gone or is on another line. If the comment stays, it hides the next finding there, for the wrong reason.",
    fix: "Remove the comment.",
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
