/** Findings with their lines and columns, in the order in which every form of report lists them. */
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { type Location, locate } from "../source/locate.ts";
import type { ParsedFile } from "../source/parse.ts";
import { redactor } from "./redact.ts";

/** A finding, and where it and its related places are. */
export interface Located {
  readonly diagnostic: Diagnostic;
  readonly location: Location;
  readonly related: readonly { readonly location: Location; readonly message: string }[];
}

/** How many findings there are of each severity, and in how many files was looked. */
export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly files: number;
}

/** Findings that a report of one run shows at most; a report of more helps nobody, and takes hundreds of megabytes. */
export const mostFindings = 1000;

/** How many findings a report leaves out. */
export function leftOut(diagnostics: readonly Diagnostic[]): number {
  return Math.max(0, diagnostics.length - mostFindings);
}

/** What a report says of the findings that it leaves out. */
export function leftOutText(count: number): string {
  return `${count} more ${count === 1 ? "finding is" : "findings are"} not shown; fix these first`;
}

/**
 * The findings by file, as the run named them, then by place; what is at one place, worst first.
 *
 * @param most How many are wanted: of more, the worst.
 */
export function locateAll(
  diagnostics: readonly Diagnostic[],
  files: readonly ParsedFile[],
  most = Number.POSITIVE_INFINITY,
): Located[] {
  const order = new Map(files.map(({ path }, index) => [path, index]));
  const rank = (file: string) => order.get(file) ?? files.length;
  const placed = diagnostics.map((diagnostic) => ({
    diagnostic,
    location: locate(diagnostic.place, files),
  }));
  placed.sort(
    (a, b) =>
      rank(a.location.file) - rank(b.location.file) ||
      a.location.line - b.location.line ||
      a.location.column - b.location.column ||
      severities.indexOf(a.diagnostic.severity) - severities.indexOf(b.diagnostic.severity),
  );
  const wanted = worst(placed, most);
  const redact = redactorOf(
    wanted.map(({ diagnostic }) => diagnostic),
    files,
  );
  return wanted.map(({ diagnostic, location }) => ({
    diagnostic: redacted(diagnostic, redact),
    location,
    related: diagnostic.related.map(({ place, message }) => ({
      location: locate(place, files),
      message: redact(message),
    })),
  }));
}

/** Without a fix that would show a key. */
function redacted({ edits, ...diagnostic }: Diagnostic, redact: (text: string) => string): Diagnostic {
  const text = JSON.stringify(edits ?? "");
  return {
    ...diagnostic,
    message: redact(diagnostic.message),
    fix: redact(diagnostic.fix),
    ...(edits === undefined || redact(text) !== text ? {} : { edits }),
  };
}

/** So many of them, in their order: errors before warnings before notes. */
function worst<Found extends { readonly diagnostic: Diagnostic }>(found: Found[], most: number): Found[] {
  if (found.length <= most) return found;
  const ranked = severities.flatMap((wanted) =>
    found.filter(({ diagnostic: { severity } }) => severity === wanted),
  );
  const chosen = new Set(ranked.slice(0, most));
  return found.filter((one) => chosen.has(one));
}

/** What masks the secrets of every file that the findings are about. */
function redactorOf(diagnostics: readonly Diagnostic[], files: readonly ParsedFile[]) {
  const about = new Set(
    diagnostics.flatMap(({ place, related }) => [place.file, ...related.map((other) => other.place.file)]),
  );
  const secrets = files.filter(({ path }) => about.has(path)).flatMap(({ hidden }) => hidden.texts);
  const messages = diagnostics.flatMap(({ message, fix, edits, related }) => [
    message,
    fix,
    JSON.stringify(edits ?? ""),
    ...related.map((other) => other.message),
  ]);
  return redactor(secrets, messages);
}

export function summarize(diagnostics: readonly Diagnostic[], files: readonly ParsedFile[]): Summary {
  const count = (wanted: Severity) => diagnostics.filter(({ severity }) => severity === wanted).length;
  return { errors: count("error"), warnings: count("warning"), infos: count("info"), files: files.length };
}

/** Worst first. */
const severities: readonly Severity[] = ["error", "warning", "info"];
