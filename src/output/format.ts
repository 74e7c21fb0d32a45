/**
 * Makes generated YAML, Markdown and JSON obey the Prettier configuration of the user's repository, so that
 * the result is what `prettier --write`, run in the repository's root, would leave.
 *
 * Without a configuration nothing happens, and Prettier is not even loaded: our text is a fixed point of its
 * defaults. `.editorconfig` counts as a configuration, as it does for Prettier. So does `.gitignore` as a
 * reason to leave a file alone: what git ignores, `prettier --check .` does not see.
 */
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { OutputError, systemError } from "./error.ts";

type Prettier = typeof import("prettier");

const formattable = /\.(ya?ml|md|json)$/;
const configuration = /^(\.prettierrc(\.\w+)?|prettier\.config\.[cm]?[jt]s|\.editorconfig)$/;

/** What a directory inherits from the folders above it, up to the root of its repository. */
interface Surroundings {
  /** Whether a configuration may apply; Prettier decides. */
  readonly configured: boolean;
  /** Absolute paths. */
  readonly ignoreFiles: readonly string[];
}

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
  const formatted: File[] = [];
  for (const file of files) {
    const at = path.resolve(cwd, file.path);
    const around = formattable.test(at) ? surroundings(path.dirname(at), known) : undefined;
    formatted.push(around?.configured ? { ...file, text: await formatOne(file, around, cwd) } : file);
  }
  return formatted;
}

async function formatOne(file: TextFile, { ignoreFiles }: Surroundings, cwd: string): Promise<string> {
  const { text } = file;
  const at = path.resolve(cwd, file.path);
  const prettier = await loadPrettier(path.dirname(at));
  try {
    const config = await prettier.resolveConfig(at, { editorconfig: true, useCache: false });
    if (!config) return text;
    // One call each: Prettier 2 takes a single path.
    for (const ignorePath of ignoreFiles)
      if ((await prettier.getFileInfo(at, { ignorePath, resolveConfig: false })).ignored) return text;
    return await prettier.format(text, { ...config, filepath: at });
  } catch (error) {
    const found = await prettier.resolveConfigFile(at).catch(() => null);
    const config = found ? path.relative(cwd, found) : ".editorconfig";
    const said = stripVTControlCharacters(error instanceof Error ? error.message : String(error)).trim();
    const reason = said.split("\n").slice(0, 2).join(" ");
    const what = `Prettier ${prettier.version} cannot format ${file.path} with ${config}`;
    throw new OutputError(config, `${what}: ${reason}`);
  }
}

function surroundings(directory: string, known: Map<string, Surroundings>): Surroundings {
  const found = known.get(directory) ?? look(directory, known);
  known.set(directory, found);
  return found;
}

function look(directory: string, known: Map<string, Surroundings>): Surroundings {
  const names = namesIn(directory);
  const isRoot = names.includes(".git") || names.includes(".hg");
  const parent = path.dirname(directory);
  const above = isRoot || parent === directory ? nothing : surroundings(parent, known);
  const ignoring = names.filter((name) => name === ".prettierignore" || (isRoot && name === ".gitignore"));
  return {
    configured: above.configured || names.some((name) => mayConfigure(directory, name)),
    ignoreFiles: [...above.ignoreFiles, ...ignoring.map((name) => path.join(directory, name))],
  };
}

const nothing: Surroundings = { configured: false, ignoreFiles: [] };

function mayConfigure(directory: string, name: string): boolean {
  if (name !== "package.json" && name !== "package.yaml") return configuration.test(name);
  const text = fs.readFileSync(path.join(directory, name), "utf8");
  if (name === "package.yaml") return /^["']?prettier\b/m.test(text);
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && "prettier" in parsed;
  } catch {
    // Prettier passes over a package.json that it cannot read.
    return false;
  }
}

/** Empty for a directory that is yet to be made, or that may not be listed. */
function namesIn(directory: string): string[] {
  try {
    return fs.readdirSync(directory);
  } catch {
    return [];
  }
}

async function loadPrettier(directory: string): Promise<Prettier> {
  const own = resolveFrom(directory);
  try {
    const loaded = own ? await import(pathToFileURL(own).href) : await import("prettier");
    return loaded.default ?? loaded;
  } catch (error) {
    throw systemError("load", own ?? "prettier", error);
  }
}

function resolveFrom(directory: string): string | undefined {
  try {
    return createRequire(path.join(directory, "x.js")).resolve("prettier");
  } catch {
    return undefined;
  }
}
