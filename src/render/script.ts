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

/**
 * The text of a script, for bash 3.2 and later, indented as shfmt does unasked. First it switches off what the caller may
 * have switched on (a trace, export of all variables, POSIX mode), and unsets its own variables: bash exports a variable
 * again that the caller has exported, with whatever it holds by then. Throws on a NUL character in a value.
 */
export function script({ header, data, bodies }: Script): string {
  const names = new Set([...Object.keys(data), ...bodies.flatMap(assignedNames)]);
  const start = `#!/usr/bin/env bash\n# ${commentText(header)}\nset -euo pipefail\nset +abfkmvxCEHPT +o posix\n${unsetting([...names].sort())}`;
  const prologue = Object.entries(data).map(([name, value]) => `readonly ${name}=${literal(value)}\n`);
  return [start, prologue.join(""), ...bodies.map((body) => `${body}\n`)].join("\n");
}

/** Columns up to which an array stays on one line. */
const lineWidth = 100;

function unsetting(names: readonly string[]): string {
  if (names.length === 0) return "";
  const lines = ["unset -v"];
  for (const name of names) {
    const line = `${lines.at(-1)} ${name}`;
    if (line.length <= lineWidth) lines[lines.length - 1] = line;
    else lines.push(`\t${name}`);
  }
  return `${lines.join(" \\\n")}\n`;
}

/** Begins the names by which one script tells another something. */
const handedOn = "VPN_";

/** Words of texts that look like variables, but are the shell's own. */
const reserved = new Set(["do", "done", "elif", "else", "esac", "fi", "in", "then"]);

/** By body. The same few bodies make all scripts of a run. */
const assigned = new Map<string, readonly string[]>();

/** Every variable that a body assigns, declares, reads or loops over; one too many does no harm. */
function assignedNames(body: string): readonly string[] {
  const known = assigned.get(body);
  if (known) return known;
  const code = body.replace(/^[ \t]*#.*$/gm, "");
  const all = assignments.flatMap((pattern) => namesBehind(code, pattern));
  const found = [...new Set(all)].filter((name) => !name.startsWith(handedOn) && !reserved.has(name));
  assigned.set(body, found);
  return found;
}

function literal(value: string | readonly string[]): string {
  if (typeof value === "string") return shellWord(value);
  const words = value.map(shellWord);
  const line = `(${words.join(" ")})`;
  return line.length <= lineWidth ? line : `(\n${words.map((word) => `\t${word}\n`).join("")})`;
}

const assignments = [
  // NAME=, NAME+= and NAME[...]=
  /(?<![\w$-])([A-Za-z_]\w*)(?:\[[^\]\n]*\])?\+?=(?!=)/g,
  /\bfor ([A-Za-z_]\w*) in\b/g,
  // ${NAME:=...}
  /\$\{([A-Za-z_]\w*):?=/g,
  /^[ \t]*(?:local|declare|readonly)([ \t][^\n]*)/gm,
  /(?:^[ \t]*|[;&|{(] |while |until |IFS=\S* )read((?:[ \t]+-[a-z]+)*(?:[ \t]+\w+)+)/gm,
];

/** The names in what a pattern captures. */
function namesBehind(body: string, pattern: RegExp): string[] {
  return [...body.matchAll(pattern)].flatMap(([, text = ""]) =>
    [...` ${text}`.matchAll(/[ \t]([A-Za-z]\w*|_\w+)/g)].flatMap(([, name]) => name ?? []),
  );
}
