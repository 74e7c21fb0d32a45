/** Where a formatting configuration of the user's may apply, and which files it consists of. */

import loadModule from "module?lazy";
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { homeFolder, ownerOf } from "./owner.ts";

/** Looks at the first character first, since folders of a system hold hundreds of names. */
function isConfiguration(name: string): boolean {
  return (name[0] === "." || name[0] === "p") && configuration.test(name);
}

const configuration = /^(\.prettierrc(\.\w+)?|prettier\.config\.[cm]?[jt]s|\.editorconfig)$/;
const packages = ["package.json", "package.yaml"];
const ignoring = [".prettierignore", ".gitignore"];
const rootMarks = [".git", ".hg"];

/** What a directory inherits from the folders above it, up to the root of its repository. */
export interface Surroundings {
  /** Whether a configuration may apply; Prettier decides. */
  readonly configured: boolean;
  /** Absolute paths. */
  readonly ignoreFiles: readonly string[];
  /** The directory and those above it that count. */
  readonly within: readonly string[];
}

/** What is around a directory. `known` saves looking twice; `list` says what is in one. */
export function surroundings(
  directory: string,
  known: Map<string, Surroundings>,
  list: typeof namesIn = namesIn,
): Surroundings {
  const found = known.get(directory) ?? look(directory, known, list);
  known.set(directory, found);
  return found;
}

function look(directory: string, known: Map<string, Surroundings>, list: typeof namesIn): Surroundings {
  const names = list(directory);
  const isRoot = rootMarks.some((mark) => names.includes(mark));
  const above = isOutermost(directory, names) ? nothing : surroundings(dirname(directory), known, list);
  const here = names.filter((name) => name === ".prettierignore" || (isRoot && name === ".gitignore"));
  return {
    configured: above.configured || names.some((name) => mayConfigure(directory, name)),
    ignoreFiles: [...above.ignoreFiles, ...here.map((name) => join(directory, name))],
    within: [directory, ...above.within],
  };
}

const nothing: Surroundings = { configured: false, ignoreFiles: [], within: [] };

/**
 * Whether nothing above a directory counts: it is the root of its repository, or, where there is none, the home folder
 * or one above which the folders are another user's.
 */
function isOutermost(directory: string, names: readonly string[]): boolean {
  const parent = dirname(directory);
  if (parent === directory || rootMarks.some((mark) => names.includes(mark))) return true;
  if (directory === homeFolder()) return true;
  const [own, above] = [ownerOf(directory), ownerOf(parent)];
  // A folder that is yet to be made is as the one that it will be in.
  return own !== undefined && own !== above;
}

function mayConfigure(directory: string, name: string): boolean {
  if (!packages.includes(name)) return isConfiguration(name);
  const text = textOf(join(directory, name));
  if (name === "package.yaml") return /^["']?prettier\b/m.test(text);
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && "prettier" in parsed;
  } catch {
    // Prettier passes over a package.json that it cannot read.
    return false;
  }
}

/** Empty where it is no regular file, cannot be read, or is larger than any such file. */
function textOf(file: string): string {
  try {
    const stat = statSync(file);
    return stat.isFile() && stat.size <= 1024 * 1024 ? readFileSync(file, "utf8") : "";
  } catch {
    return "";
  }
}

/** Empty for one that is yet to be made, or that may not be listed. */
function namesIn(directory: string): string[] {
  // An error takes longer to make than a look.
  if (!existsSync(directory)) return [];
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** Looks into each directory once. */
function listing(): typeof namesIn {
  const listed = new Map<string, string[]>();
  return (directory) => {
    const names = listed.get(directory) ?? namesIn(directory);
    listed.set(directory, names);
    return names;
  };
}

/**
 * All that may decide how files are formatted, as absolute paths: whatever Prettier looks for, up to the root of the file
 * system, and every Prettier that may be run; none where no configuration applies.
 *
 * A Prettier is known by its `package.json` and its entries, which package managers write anew for another version. To
 * look at all of its hundred files takes longer than a run that has nothing to do.
 *
 * @param packageRoot Where vpngen is installed, for its own Prettier.
 */
export function formattingFiles(files: readonly string[], packageRoot: string): string[] {
  const list = listing();
  const configured = configuredDirectories(files, list);
  if (configured.length === 0) return [];
  const above = [...new Set(configured.flatMap(withAbove))];
  const found = above.flatMap((directory) =>
    list(directory)
      .filter(counts)
      .map((name) => join(directory, name)),
  );
  const programs = new Set([...above, ...withAbove(packageRoot)].flatMap(prettierFiles));
  return [...found, ...programs].sort();
}

/** Whether Node finds one of those, and not another one, as by NODE_PATH; to ask it takes some milliseconds. */
export function isFoundByNode(files: readonly string[], packageRoot: string): boolean {
  const known = new Map<string, Surroundings>();
  return configuredDirectories(files, listing(), known).every((directory) => {
    const entry = prettierFor(hasPrettier(surroundings(directory, known).within) ? directory : packageRoot);
    const candidates = [directory, packageRoot].flatMap(withAbove).flatMap(prettierFiles);
    return candidates.some((file) => realpathSync(file) === entry);
  });
}

function configuredDirectories(
  files: readonly string[],
  list: typeof namesIn,
  known: Map<string, Surroundings> = new Map(),
): string[] {
  const directories = new Set(files.map((file) => dirname(resolve(file))));
  return [...directories].filter((directory) => surroundings(directory, known, list).configured);
}

function prettierFiles(directory: string): string[] {
  const folder = join(directory, "node_modules/prettier");
  if (!existsSync(folder)) return [];
  const names = ["package.json", "index.cjs", "index.mjs", "index.js"];
  return names.map((name) => join(folder, name)).filter((file) => existsSync(file));
}

function withAbove(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...withAbove(parent)];
}

const counting = new Set([...packages, ...ignoring, ...rootMarks]);

function counts(name: string): boolean {
  return counting.has(name) || isConfiguration(name);
}

/** The entry of the Prettier that is installed for a directory, in one of those that count. */
export function prettierWithin(within: readonly string[]): string | undefined {
  const [directory] = within;
  return directory !== undefined && hasPrettier(within) ? prettierFor(directory) : undefined;
}

function hasPrettier(directories: readonly string[]): boolean {
  const isThere = (directory: string) => existsSync(join(directory, "node_modules/prettier"));
  return process.versions.pnp !== undefined || directories.some(isThere);
}

/** The entry of the Prettier that Node finds for a directory. */
function prettierFor(directory: string): string | undefined {
  try {
    return loadModule<typeof import("node:module")>()
      .createRequire(join(directory, "x.js"))
      .resolve("prettier");
  } catch {
    return undefined;
  }
}

/**
 * Whether a file that decides formatting does so by its content alone: no configuration that is a program, has plug-ins or
 * takes another one from a package, and no Prettier of a version that loads plug-ins by itself.
 */
export function isSelfContained(file: string, text: string): boolean {
  const name = basename(file);
  if (name === ".editorconfig") return true;
  if (name === "package.json") return isSelfContainedPackage(text);
  if (!configuration.test(name) && name !== "package.yaml") return true;
  return /^(package\.yaml|\.prettierrc(\.(json5?|ya?ml|toml))?)$/.test(name) && saysAll(text);
}

function isSelfContainedPackage(text: string): boolean {
  try {
    const { name, version, prettier = {} } = JSON.parse(text) as Record<string, unknown>;
    if (name === "prettier") return /^3\./.test(String(version));
    return typeof prettier === "object" && saysAll(JSON.stringify(prettier));
  } catch {
    // Prettier passes over it, too.
    return true;
  }
}

/** A text alone, in place of keys and values, names a package. */
function saysAll(text: string): boolean {
  const first = /^(?!\s*(#|\/\/|$)).*$/m.exec(text)?.[0].trim() ?? "";
  return !/plugins/i.test(text) && /^(\{|\[\w|["']?\w+["']?\s*[:=])/.test(first);
}
