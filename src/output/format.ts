/**
 * Makes generated YAML, Markdown and JSON obey the Prettier configuration of the user's repository, so that
 * the result is what `prettier --write`, run in the repository's root, would leave.
 *
 * Without a configuration nothing happens, and Prettier is not even loaded: our text is a fixed point of its
 * defaults. `.editorconfig` counts as a configuration, as it does for Prettier. So does `.gitignore` as a
 * reason to leave a file alone: what git ignores, `prettier --check .` does not see.
 */
import loadModule from "module?lazy";
import { readFileSync } from "node:fs";
import { devNull } from "node:os";
import { dirname, extname, relative, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { OutputError, systemError } from "./error.ts";
import { mayRun } from "./owner.ts";
import { isSelfContained, prettierWithin, type Surroundings, surroundings } from "./surroundings.ts";

type Prettier = typeof import("prettier");

const formatted = new Set([".yaml", ".yml", ".md", ".json"]);

interface TextFile {
  readonly path: string;
  readonly text: string;
}

export interface FormatOptions {
  /** What relative paths begin at. */
  readonly cwd: string;
}

/**
 * The same files, formatted where the user's repository asks for it. The repository's own Prettier is used
 * where it is installed.
 *
 * @throws OutputError where the configuration is broken or Prettier refuses it.
 */
export async function format<File extends TextFile>(
  files: readonly File[],
  { cwd }: FormatOptions,
): Promise<File[]> {
  const known = new Map<string, Surroundings>();
  const programs = new Map<string | undefined, Prettier>();
  const result: File[] = [];
  for (const file of files) {
    const at = resolve(cwd, file.path);
    const around = formatted.has(extname(at)) ? surroundings(dirname(at), known) : undefined;
    if (!around?.configured) {
      result.push(file);
      continue;
    }
    const prettier = await loadOnce(prettierWithin(around.within), programs);
    result.push({ ...file, text: await formatOne(file, { prettier, cwd, ...around }) });
  }
  return result;
}

interface Place extends FormatOptions, Surroundings {
  readonly prettier: Prettier;
}

async function formatOne(file: TextFile, { prettier, ignoreFiles, within, cwd }: Place): Promise<string> {
  const { text } = file;
  const at = resolve(cwd, file.path);
  try {
    const found = await prettier.resolveConfigFile(at);
    const counts = found !== null && within.includes(dirname(found));
    if (counts) mustBeOurs(found);
    // Prettier itself would look for a configuration up to the root of the file system.
    const only = found === null || counts ? {} : { config: devNull };
    const config = await prettier.resolveConfig(at, { editorconfig: true, ...only });
    if (!config) return text;
    // One call each: Prettier 2 takes a single path.
    for (const ignorePath of ignoreFiles)
      if ((await prettier.getFileInfo(at, { ignorePath, resolveConfig: false })).ignored) return text;
    return await prettier.format(text, { ...config, filepath: at });
  } catch (error) {
    if (error instanceof OutputError) throw error;
    const found = await prettier.resolveConfigFile(at).catch(() => null);
    const config = found ? relative(cwd, found) : ".editorconfig";
    const said = stripVTControlCharacters(error instanceof Error ? error.message : String(error)).trim();
    const reason = said.split("\n").slice(0, 2).join(" ");
    const what = `Prettier ${prettier.version} cannot format ${file.path} with ${config}`;
    throw new OutputError(config, `${what}: ${reason}`);
  }
}

/** A configuration that runs programs is not used where it is another user's. */
function mustBeOurs(file: string): void {
  if (!mayRun(file) && !isSelfContained(file, readFileSync(file, "utf8"))) throw foreign(file);
}

function foreign(file: string): OutputError {
  const advice = "run vpngen as the user it belongs to, or make the file yours";
  return new OutputError(file, `${file} is a program of another user and is not run: ${advice}`);
}

/** The Prettier with that entry, vpngen's own without one; as if new where this run has not loaded it yet. */
async function loadOnce(
  entry: string | undefined,
  programs: Map<string | undefined, Prettier>,
): Promise<Prettier> {
  const known = programs.get(entry);
  if (known) return known;
  if (entry !== undefined && !mayRun(entry)) throw foreign(entry);
  const loaded = await loadPrettier(entry);
  programs.set(entry, loaded);
  // It remembers configurations, and those of an earlier run in this process may have changed.
  await loaded.clearConfigCache();
  return loaded;
}

async function loadPrettier(entry: string | undefined): Promise<Prettier> {
  try {
    const loaded = entry
      ? loadModule<typeof import("node:module")>().createRequire(entry)(entry)
      : await import("prettier");
    return loaded.default ?? loaded;
  } catch (error) {
    throw systemError("load", entry ?? "prettier", error);
  }
}
