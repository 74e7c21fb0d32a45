/** Bash scripts: a prologue of read-only data, then bodies that no data is ever put into. Knows nothing of VPNs. */
import { commentText, shellWord } from "./quote.ts";

/** Read-only variables by name: text, or an indexed array. Names are ours, in capitals; values are anyone's. */
export type ScriptData = Readonly<Record<string, string | readonly string[]>>;

export interface Script {
  /** The line under `#!`. */
  readonly header: string;
  readonly data: ScriptData;
  /** Static text, as shellcheck reads it in templates/, trimmed: shared functions first, the script's own last. */
  readonly bodies: readonly string[];
}

/** The text of a script, for bash 3.2 and later, indented as shfmt does unasked. Throws on a NUL character in a value. */
export function script({ header, data, bodies }: Script): string {
  const start = `#!/usr/bin/env bash\n# ${commentText(header)}\nset -euo pipefail\n`;
  const prologue = Object.entries(data).map(([name, value]) => `readonly ${name}=${literal(value)}\n`);
  return [start, prologue.join(""), ...bodies.map((body) => `${body}\n`)].join("\n");
}

/** Columns up to which an array stays on one line. */
const lineWidth = 100;

function literal(value: string | readonly string[]): string {
  if (typeof value === "string") return shellWord(value);
  const words = value.map(shellWord);
  const line = `(${words.join(" ")})`;
  return line.length <= lineWidth ? line : `(\n${words.map((word) => `\t${word}\n`).join("")})`;
}
