/** The texts of `--help`, from the table of commands. */
import { type Command, commands, type Option } from "./usage.ts";

/** Columns of running text. */
const width = 100;

const exitStatus = `Exit status: 0 fine · 1 errors in a file, or artifacts that are not up to date ·
2 wrong usage, input that cannot be read, output that cannot be written · 3 a defect in vpngen
`;

/** Help of a command, or of the program. */
export function help(name: string): string {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return command === undefined ? overview() : helpOf(name, command);
}

function overview(): string {
  const longest = Math.max(...Object.keys(commands).map(({ length }) => length));
  const lines = Object.entries(commands).map(
    ([name, { summary }]) => `  ${name.padEnd(longest)}   ${summary}\n`,
  );
  return `vpngen compiles one vpn.yaml into both ends of an HA VPN between AWS and Google Cloud.

Usage: vpngen COMMAND [OPTION…] [PATH…]

Commands:
${lines.join("")}
PATH is a file, a folder (every vpn.yaml and *.vpn.yaml in it that git does not ignore), a glob,
or - for standard input; without one, vpn.yaml. All files of a run are checked together.

Options: --help (of any command), --version

${exitStatus}`;
}

function helpOf(name: string, { synopsis, about, options }: Command): string {
  const usage = `Usage: vpngen ${name} ${synopsis}`.trimEnd();
  const flags = Object.entries(options).map(([flag, option]) => ({ flag: flagOf(flag, option), option }));
  const column = Math.max(17, ...flags.map(({ flag }) => flag.length)) + 4;
  const lines = flags.map(
    ({ flag, option }) => `  ${flag.padEnd(column - 2)}${hanging(option.help, column)}\n`,
  );
  return `${usage}\n\n${about}\n${lines.length === 0 ? "" : "\n"}${lines.join("")}`;
}

function flagOf(flag: string, { value }: Option): string {
  return value === undefined ? `--${flag}` : `--${flag} ${value}`;
}

/** Breaks a text into lines; all but the first begin at the column. */
function hanging(text: string, column: number): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last === "") lines[lines.length - 1] = word;
    else if (column + last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${" ".repeat(column)}`);
}
