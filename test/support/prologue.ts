/** Reads the data of emitted scripts as bash does. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The read-only variables of a script, by name. */
export type Prologue = Readonly<Record<string, string | readonly string[]>>;

/**
 * The variables of each script, from one bash that runs nothing but the prologues, in an empty folder.
 * Throws where a prologue fails, prints, or leaves a file behind.
 */
export function readPrologues(scripts: readonly string[]): Prologue[] {
  const folder = mkdtempSync(path.join(tmpdir(), "vpngen-prologue-"));
  const input = scripts.map(prologueOf).map(printing).join("");
  const printed = execFileSync("bash", {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: "/expanded-home" },
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const left = readdirSync(folder);
  if (left.length > 0) throw new Error(`a prologue made ${left.join(", ")}`);
  rmdirSync(folder);
  return prologuesFrom(printed.split("\0"));
}

/** The variables of one script. */
export function readPrologue(script: string): Prologue {
  const [prologue] = readPrologues([script]);
  if (prologue === undefined) throw new Error("the script has no prologue");
  return prologue;
}

/** A variable that holds one text. */
export function textOf(prologue: Prologue, name: string): string {
  const value = prologue[name];
  if (typeof value !== "string") throw new Error(`${name} is no text`);
  return value;
}

/** A variable that holds a list. */
export function listOf(prologue: Prologue, name: string): readonly string[] {
  const value = prologue[name];
  if (typeof value !== "object") throw new Error(`${name} is no list`);
  return value;
}

const settings = "set -euo pipefail\n";

/** The paragraph of the data, behind the one with the settings of the shell; none where there is no data. */
function prologueOf(script: string): string {
  const rest = script.slice(script.indexOf(settings));
  const data = rest.slice(rest.indexOf("\n\n") + 2);
  return settings + (data.startsWith("readonly ") ? data.slice(0, data.indexOf("\n\n") + 1) : "");
}

/** A subshell that prints how many variables the prologue sets, and of each its name, its values, and their number. */
function printing(prologue: string): string {
  const prints = [...prologue.matchAll(/^readonly ([A-Z][A-Z0-9_]*)=(\(?)/gm)].map(([, name, list]) =>
    list
      ? `printf '%s\\0' ${name} "\${#${name}[@]}" \${${name}[@]+"\${${name}[@]}"}`
      : `printf '%s\\0' ${name} text "$${name}"`,
  );
  return `(\n${prologue}printf '%s\\0' ${prints.length}\n${prints.join("\n")}\n) || exit\n`;
}

/** Reads what the subshells printed, word by word. */
function prologuesFrom(words: readonly string[]): Prologue[] {
  let at = 0;
  const next = () => words[at++] ?? "";
  const prologues: Prologue[] = [];
  while (at < words.length - 1) {
    const variables = many(Number(next()), () => {
      const [name, kind] = [next(), next()];
      return [name, kind === "text" ? next() : many(Number(kind), next)] as const;
    });
    prologues.push(Object.fromEntries(variables));
  }
  return prologues;
}

function many<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
