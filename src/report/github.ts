/**
 * Findings as workflow commands, which GitHub Actions turns into annotations of a pull request's lines.
 *
 * GitHub makes annotations of ten errors and ten warnings of a step, and of fifty in a job:
 * https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
 *
 * https://docs.github.com/en/actions/using-workflows/workflow-commands-for-github-actions
 */
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { printable, visible } from "../render/cells.ts";
import type { ParsedFile } from "../source/parse.ts";
import { type Located, leftOut, leftOutText, locateAll, mostFindings } from "./located.ts";
import { isFile, plainPath } from "./uri.ts";

const commands: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };

/** One line per finding; none where there are none. */
export function reportGithub(diagnostics: readonly Diagnostic[], files: readonly ParsedFile[]): string {
  const more = leftOut(diagnostics);
  const last = more > 0 ? `::warning title=vpngen::${leftOutText(more)}\n` : "";
  return locateAll(diagnostics, files, mostFindings).map(commandOf).join("") + last;
}

function commandOf({ diagnostic: { rule, severity, message, fix }, location, related }: Located): string {
  const { file, line, column, endLine, endColumn } = location;
  const place = isFile(file)
    ? { file: plainPath(file), line, endLine, ...(line === endLine ? { col: column, endColumn } : {}) }
    : {};
  const properties = Object.entries({ ...place, title: rule })
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(",");
  const lines = [
    isFile(file) ? message : `${visible(file)}:${line}:${column}: ${message}`,
    ...related.map(
      ({ location: at, message: there }) => `${visible(at.file)}:${at.line}:${at.column}: ${there}`,
    ),
    `fix: ${fix}`,
  ];
  return `::${commands[severity]} ${properties}::${escapeData(lines.map(printable).join("\n"))}\n`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
