/** Findings for programs. */
import type { Diagnostic, Severity } from "../diagnostic.ts";
import type { Location } from "../source/locate.ts";
import type { ParsedFile } from "../source/parse.ts";
import { fixesOf, type LocatedFix } from "./fixes.ts";
import { leftOut, locateAll, mostFindings, type Summary, summarize } from "./located.ts";

/** The object that `--format json` prints. New keys may come; what is here stays as long as `version` is 1. */
interface JsonReport {
  readonly version: 1;
  readonly diagnostics: readonly JsonDiagnostic[];
  /** All findings. */
  readonly summary: Summary;
  /** How many findings are not among `diagnostics`, since a report has at most 1,000; absent where all are. */
  readonly omitted?: number;
}

/** A finding. Lines and columns begin at 1; columns count Unicode code points; the end is exclusive. */
interface JsonDiagnostic extends Location {
  /** Id of the rule, as `bgp/asn-equal`; `vpngen explain` takes it. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
  /** How a machine can fix it; absent if it cannot. */
  readonly edits?: JsonEdits;
  readonly related: readonly (Location & { readonly message: string })[];
}

/** `safe` and `unsafe` have one fix, `choice` up to three. */
interface JsonEdits {
  readonly applicability: "safe" | "unsafe" | "choice";
  readonly fixes: readonly LocatedFix[];
}

/** The report as one line of JSON per run, indented for people, with a line end. */
export function reportJson(diagnostics: readonly Diagnostic[], files: readonly ParsedFile[]): string {
  const more = leftOut(diagnostics);
  const report: JsonReport = {
    version: 1,
    diagnostics: locateAll(diagnostics, files, mostFindings).map(({ diagnostic, location, related }) => ({
      rule: diagnostic.rule,
      severity: diagnostic.severity,
      message: diagnostic.message,
      fix: diagnostic.fix,
      ...jsonEdits(diagnostic, files),
      ...location,
      related: related.map((other) => ({ message: other.message, ...other.location })),
    })),
    summary: summarize(diagnostics, files),
    ...(more > 0 ? { omitted: more } : {}),
  };
  return printJson(report);
}

function jsonEdits(diagnostic: Diagnostic, files: readonly ParsedFile[]): { edits?: JsonEdits } {
  const fixes = fixesOf(diagnostic, files);
  if (diagnostic.edits === undefined || fixes.length === 0) return {};
  return { edits: { applicability: diagnostic.edits.applicability, fixes } };
}

/** An object as JSON for a program. A log that shows it finds no command in it, as `##[` would be to runners of CI. */
export function printJson(value: object): string {
  return `${JSON.stringify(value, null, 2).replaceAll("##", "#\\u0023")}\n`;
}
