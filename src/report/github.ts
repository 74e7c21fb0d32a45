/**
 * Findings as workflow commands, which GitHub Actions turns into annotations of a pull request's lines.
 *
 * GitHub makes annotations of ten errors and ten warnings of a step, and of fifty in a job:
 * https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
 *
 * https://docs.github.com/en/actions/using-workflows/workflow-commands-for-github-actions
 */
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { printable } from "../render/cells.ts";
import type { ParsedFile } from "../source/parse.ts";
import { type Located, locateAll } from "./located.ts";
import { isFile, plainPath } from "./uri.ts";

const commands: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };

/** One line per finding; none where there are none. */
export function reportGithub(diagnostics: readonly Diagnostic[], files: readonly ParsedFile[]): string {
  return locateAll(diagnostics, files).map(commandOf).join("");
}

/** A text for the log in which the runner finds no command, whatever it quotes of a file. */
export function withoutCommands(text: string): string {
  // As the runner reads a line: `::` at its start (blanks aside), or `##[` anywhere in it.
  return text.replace(/^\s*:(?=:)|##(?=\[)/gm, "$&\u200b");
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
    isFile(file) ? message : `${file}:${line}:${column}: ${message}`,
    ...related.map(({ location: at, message: there }) => `${at.file}:${at.line}:${at.column}: ${there}`),
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
