/** Markdown as Prettier prints it. */

/**
 * A value as code, on one line, whatever it holds: a fence of backticks longer than any in it.
 *
 * https://spec.commonmark.org/0.31.2/#code-spans
 */
export function codeSpan(value: string): string {
  const text = value.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]+/gu, " ");
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$|^ .* $|^ *$/.test(text) ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}

/**
 * A table, its columns as wide as their widest cell. Cells are Markdown; their pipes are escaped.
 *
 * https://github.github.com/gfm/#tables-extension-
 */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = header.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  const [first = [], ...rest] = cells;
  return [line(first), rule, ...rest.map(line)].join("\n");
}

/** A page of parts, one blank line between them. */
export function page(parts: readonly string[]): string {
  return `${parts.map((part) => part.trim()).join("\n\n")}\n`;
}
