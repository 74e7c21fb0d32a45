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
  readonly related: readonly RelatedPlace[];
}
