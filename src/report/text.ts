/** Findings for people: `file:line:column: severity: message [rule]`, the line, and what to do. */
import type { Diagnostic, Place, Severity } from "../diagnostic.ts";
import { printable, visible } from "../render/cells.ts";
import { type Location, spanOfPlace } from "../source/locate.ts";
import type { ParsedFile } from "../source/parse.ts";
import { excerptOf } from "./excerpt.ts";
import {
  type Located,
  leftOut,
  leftOutText,
  locateAll,
  mostFindings,
  type Summary,
  summarize,
} from "./located.ts";

export interface TextOptions {
  /** Whether to use ANSI colours. */
  readonly colour?: boolean;
}

/** The report, with a summary as its last line. */
export function reportText(
  diagnostics: readonly Diagnostic[],
  files: readonly ParsedFile[],
  { colour = false }: TextOptions = {},
): string {
  const paint: Paint = colour
    ? (style, text) => `\u001b[${styles[style]}m${text}\u001b[0m`
    : (_style, text) => text;
  const findings = locateAll(diagnostics, files, mostFindings).map((located) =>
    findingText(located, files, paint),
  );
  const more = leftOut(diagnostics);
  if (more > 0) findings.push(`${leftOutText(more)}\n`);
  const summary = summarize(diagnostics, files);
  const fixable = fixableText(diagnostics);
  const style = summary.errors > 0 ? "error" : summary.warnings > 0 ? "warning" : "strong";
  return [...findings, `${paint(style, summaryText(summary))}\n${fixable}`].join("\n");
}

type Style = Severity | "strong" | "dim";
type Paint = (style: Style, text: string) => string;

/** https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters */
const styles: Record<Style, string> = { error: "1;31", warning: "1;33", info: "1;36", strong: "1", dim: "2" };

function findingText(
  { diagnostic, location, related }: Located,
  files: readonly ParsedFile[],
  paint: Paint,
): string {
  const { severity, message, rule, fix, place } = diagnostic;
  const head = `${paint("strong", position(location))}: ${paint(severity, severity)}: ${printable(message)} ${paint("dim", `[${rule}]`)}`;
  const lines = [head, ...excerptLines({ place, location, files, style: severity }, paint)];
  for (const [index, other] of related.entries()) {
    const at = diagnostic.related[index]?.place ?? place;
    lines.push(`  ${paint("strong", position(other.location))}: ${printable(other.message)}`);
    lines.push(...excerptLines({ place: at, location: other.location, files, style: "info" }, paint));
  }
  return [...lines, `  ${fixTitle(diagnostic)}: ${printable(fix)}`, ""].join("\n");
}

/** `fix`, and which flag of `vpngen check` applies it. */
function fixTitle({ edits }: Diagnostic): string {
  if (edits?.applicability === "safe") return "fix (--fix)";
  return edits?.applicability === "unsafe" ? "fix (--unsafe-fixes)" : "fix";
}

function position({ file, line, column }: Location): string {
  return `${visible(file)}:${line}:${column}`;
}

/** A place, and how to mark it. */
interface Marked {
  readonly place: Place;
  readonly location: Location;
  readonly files: readonly ParsedFile[];
  readonly style: Style;
}

/** None where the file has no such line to show, as an empty one. */
function excerptLines({ place, location, files, style }: Marked, paint: Paint): string[] {
  const parsed = files.find(({ path }) => path === place.file);
  if (parsed === undefined) return [];
  const { source, blanks, mark } = excerptOf(spanOfPlace(place, parsed), location.line, parsed);
  if (source === "") return [];
  const number = String(location.line);
  const margin = " ".repeat(number.length);
  return [
    `  ${paint("dim", `${number} |`)} ${source}`,
    `  ${paint("dim", `${margin} |`)} ${blanks}${paint(style, mark)}`,
  ];
}

function summaryText({ errors, warnings, infos, files }: Summary): string {
  const counts = [
    [errors, "error"],
    [warnings, "warning"],
    [infos, "note"],
  ] as const;
  const found = counts.filter(([count]) => count > 0).map(([count, word]) => plural(count, word));
  return `${found.length > 0 ? found.join(", ") : "no findings"} in ${plural(files, "file")}`;
}

/** What `vpngen check` can fix by itself. */
function fixableText(diagnostics: readonly Diagnostic[]): string {
  const count = (wanted: string) => diagnostics.filter(({ edits }) => edits?.applicability === wanted).length;
  const [safe, unsafe] = [count("safe"), count("unsafe")];
  const parts = [
    ...(safe > 0 ? [`${safe} with vpngen check --fix`] : []),
    ...(unsafe > 0 ? [`${unsafe}${safe > 0 ? " more" : ""} with --unsafe-fixes`] : []),
  ];
  return parts.length === 0 ? "" : `fixable: ${parts.join(", ")}\n`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
