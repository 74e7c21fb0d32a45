/** The types of a finding. Imports nothing. */

/** How bad: an error is refused by a cloud or will fail; a warning is a risk that works today. */
export type Severity = "error" | "warning" | "info";

/** Keys and indices that lead from the top of a `vpn.yaml` to a value, as `["gcp", "cidrs", 0]`. */
export type Path = readonly (string | number)[];

/** A place in a file: by path where the thing has one, else by a span of UTF-16 offsets in the text. */
export type Place =
  | { readonly file: string; readonly path: Path; readonly part: "key" | "value" }
  | { readonly file: string; readonly span: readonly [start: number, end: number] };

/**
 * A place as editors and CI show it. Lines and columns begin at 1. A column counts characters (Unicode
 * code points, as SARIF's `unicodeCodePoints`), a tab as one. The end is behind the last character.
 */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A second place that a finding is about, and what is there. */
export interface RelatedPlace {
  readonly place: Place;
  readonly message: string;
}

/** A value that an edit writes. */
export type EditValue =
  | string
  | number
  | boolean
  | null
  | readonly EditValue[]
  | { readonly [key: string]: EditValue };

/** One change of a file. `file` is the file of the finding if it is left out. */
export type Edit = { readonly file?: string } & (
  | {
      /** Sets a value. Adds the key, and the mappings above it, if they are missing. */
      readonly kind: "write";
      readonly at: Path;
      readonly value: EditValue;
    }
  /** Removes a key with its value, or an item of a list. */
  | { readonly kind: "remove"; readonly at: Path }
  /** Adds an item to the end of a list. Adds the list if it is missing. */
  | { readonly kind: "append"; readonly at: Path; readonly value: EditValue }
  /** Renames a key, or moves it with its value to another mapping, which is added if it is missing. */
  | { readonly kind: "move"; readonly at: Path; readonly to: Path }
  /** Replaces characters, for what has no path. The span is in UTF-16 offsets, its end excluded. */
  | { readonly kind: "replace"; readonly span: readonly [start: number, end: number]; readonly text: string }
);

/** Edits that are applied together. */
export interface Fix {
  /** What the fix does, such as "Write AES256". No full stop. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

/**
 * How a finding can be fixed by a machine. `safe`: the artifacts stay as they are, or the file cannot have
 * meant anything else. `unsafe`: the fix changes what the file asks for. `choice`: up to three fixes, of
 * which only a person can choose.
 */
export type Edits =
  | ({ readonly applicability: "safe" | "unsafe" } & Fix)
  | { readonly applicability: "choice"; readonly choices: readonly Fix[] };

/** One thing that is wrong, risky or worth knowing. */
export interface Diagnostic {
  /** Id of the rule, as `bgp/asn-equal`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly place: Place;
  /** What is wrong (with the value), and what is allowed. One line, no trailing full stop needed. */
  readonly message: string;
  /** What to do, in one line. */
  readonly fix: string;
  /** How a machine can fix it, if it can. */
  readonly edits?: Edits;
  readonly related: readonly RelatedPlace[];
}
