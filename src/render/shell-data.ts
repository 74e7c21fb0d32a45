/** Read-only variables of bash scripts. Knows nothing of VPNs. */
import { commentText, shellWord } from "./quote.ts";

/** A variable: its name in capitals, anyone's text or texts (an indexed array), and one line of explanation. */
export type Setting = readonly [name: string, value: string | readonly string[], about: string];

/** Settings under a title. */
export interface SettingGroup {
  readonly title: string;
  readonly settings: readonly Setting[];
}

/**
 * The text of a file that sets the variables, for bash 3.2 and later, indented as shfmt does unasked. `header` is its
 * first line. Throws on a NUL character in a value.
 */
export function shellData(header: string, groups: readonly SettingGroup[]): string {
  const lines = groups.flatMap(({ title, settings }) => [
    `\n# ---- ${title}\n`,
    ...settings.map(([name, value, about]) => `# ${about}\nreadonly ${name}=${literal(value)}`),
  ]);
  return `# ${commentText(header)}\n# shellcheck shell=bash disable=SC2034\n${lines.join("\n")}\n`;
}

/** Columns up to which an array stays on one line. */
const lineWidth = 100;

function literal(value: string | readonly string[]): string {
  if (typeof value === "string") return shellWord(value);
  const words = value.map(shellWord);
  const line = `(${words.join(" ")})`;
  return line.length <= lineWidth ? line : `(\n${words.map((word) => `\t${word}\n`).join("")})`;
}
