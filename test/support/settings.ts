/** Reads emitted settings.sh files as bash does. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The read-only variables of a file, by name. */
export type Settings = Readonly<Record<string, string | readonly string[]>>;

/**
 * The variables of each file, from one bash that runs nothing else, in an empty folder. Throws where a file fails,
 * prints, or leaves a file behind.
 */
export function readAllSettings(files: readonly string[]): Settings[] {
  const folder = mkdtempSync(path.join(tmpdir(), "vpngen-settings-"));
  const input = files.map(printing).join("");
  const printed = execFileSync("bash", {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: "/expanded-home" },
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const left = readdirSync(folder);
  if (left.length > 0) throw new Error(`a file made ${left.join(", ")}`);
  rmdirSync(folder);
  return settingsFrom(printed.split("\0"));
}

/** The variables of one file. */
export function readSettings(text: string): Settings {
  const [settings] = readAllSettings([text]);
  if (settings === undefined) throw new Error("bash printed nothing");
  return settings;
}

/** A variable that holds one text. */
export function textOf(settings: Settings, name: string): string {
  const value = settings[name];
  if (typeof value !== "string") throw new Error(`${name} is no text`);
  return value;
}

/** A variable that holds a list. */
export function listOf(settings: Settings, name: string): readonly string[] {
  const value = settings[name];
  if (typeof value !== "object") throw new Error(`${name} is no list`);
  return value;
}

/** A subshell that prints how many variables the file sets, and of each its name, its values, and their number. */
function printing(file: string): string {
  const prints = [...file.matchAll(/^readonly ([A-Z][A-Z0-9_]*)=(\(?)/gm)].map(([, name, list]) =>
    list
      ? `printf '%s\\0' ${name} "\${#${name}[@]}" \${${name}[@]+"\${${name}[@]}"}`
      : `printf '%s\\0' ${name} text "$${name}"`,
  );
  return `(\nset -euo pipefail\n${file}printf '%s\\0' ${prints.length}\n${prints.join("\n")}\n) || exit\n`;
}

/** Reads what the subshells printed, word by word. */
function settingsFrom(words: readonly string[]): Settings[] {
  let at = 0;
  const next = () => words[at++] ?? "";
  const all: Settings[] = [];
  while (at < words.length - 1) {
    const variables = many(Number(next()), () => {
      const [name, kind] = [next(), next()];
      return [name, kind === "text" ? next() : many(Number(kind), next)] as const;
    });
    all.push(Object.fromEntries(variables));
  }
  return all;
}

function many<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
