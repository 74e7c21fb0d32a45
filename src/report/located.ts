/** Findings with their lines and columns, in the order in which every form of report lists them. */
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { type Location, locate } from "../source/locate.ts";
import type { ParsedFile } from "../source/parse.ts";

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

/** The findings by file, as the run named them, then by place; what is at one place, worst first. */
export function locateAll(diagnostics: readonly Diagnostic[], files: readonly ParsedFile[]): Located[] {
  const order = new Map(files.map(({ path }, index) => [path, index]));
  const rank = (file: string) => order.get(file) ?? files.length;
  const found = new Set(diagnostics.map(({ place }) => place.file));
  const secrets = new Map(
    files.filter((file) => found.has(file.path)).map((file) => [file.path, secretsOf(file)]),
  );
  return diagnostics
    .map((diagnostic) => ({
      diagnostic: redacted(diagnostic, secrets.get(diagnostic.place.file) ?? []),
      location: locate(diagnostic.place, files),
      related: diagnostic.related.map(({ place, message }) => ({ location: locate(place, files), message })),
    }))
    .sort(
      (a, b) =>
        rank(a.location.file) - rank(b.location.file) ||
        a.location.line - b.location.line ||
        a.location.column - b.location.column ||
        severities.indexOf(a.diagnostic.severity) - severities.indexOf(b.diagnostic.severity),
    );
}

export function summarize(diagnostics: readonly Diagnostic[], files: readonly ParsedFile[]): Summary {
  const count = (wanted: Severity) => diagnostics.filter(({ severity }) => severity === wanted).length;
  return { errors: count("error"), warnings: count("warning"), infos: count("info"), files: files.length };
}

/** The texts that no report shows, without quotes; short ones are no keys, and part of many words. */
function secretsOf({ text, hidden }: ParsedFile): string[] {
  const texts = hidden.map((span) => text.slice(...span).replace(/^["']|["']$/g, ""));
  return [...new Set(texts)].filter(({ length }) => length >= 8);
}

/** The finding with asterisks for what its rule printed of a value that is hidden. */
function redacted(diagnostic: Diagnostic, secrets: readonly string[]): Diagnostic {
  const redact = (text: string) => secrets.reduce((shown, secret) => shown.replaceAll(secret, "***"), text);
  return { ...diagnostic, message: redact(diagnostic.message), fix: redact(diagnostic.fix) };
}

/** Worst first. */
const severities: readonly Severity[] = ["error", "warning", "info"];
