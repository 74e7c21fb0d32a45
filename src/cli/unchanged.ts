/**
 * Skips a build that would find everything as the last one left it.
 *
 * A build that had nothing to write leaves the stamp of every file that it read, and what it printed. The next one with
 * the same arguments finds out again what is cheap to find out: which files a PATH stands for, what git has staged, where
 * a configuration of Prettier's lies, what killed runs left. Where all of that and all stamps are the same, it prints the same.
 */
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { cacheFolder, readCache, writeCache } from "../cache/store.ts";
import { leftoversIn } from "../output/snapshot.ts";
import { formattingFiles, isFoundByNode, isSelfContained } from "../output/surroundings.ts";
import type { Neighbour } from "../source/secrets/sops.ts";
import type { Built, Idle } from "./build.ts";
import { type Context, usesColour } from "./context.ts";
import { type ExitStatus, exit } from "./exit.ts";
import { filesAt, once } from "./listing.ts";
import { missingFrom, type Places, stagedStatus } from "./staged.ts";

interface Memory extends Omit<Idle, "read"> {
  /** Several runs may share a place. */
  readonly key: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether `stderr` is in colour; null where it is empty. */
  readonly colour: boolean | null;
  readonly stamps: readonly (readonly [path: string, stamp: string])[];
}

/** Does all that `build` would do, and gives its status; undefined if it cannot, and then nothing was printed. */
export function unchanged([command, ...args]: readonly string[], context: Context): ExitStatus | undefined {
  // --check answers from the files alone; behind -- even its name would be a PATH.
  if (command !== "build" || args.includes("--check") || args.includes("--")) return undefined;
  const memory = attempt(() => remembered(args, context));
  if (memory === undefined) return undefined;
  // What is staged is git's to say, each time anew.
  const isStaged = args.includes("--staged");
  const missing = attempt(() => (isStaged ? missingFrom(memory.places) : { files: [], scripts: [] }));
  if (missing === undefined) return undefined;
  context.stderr(memory.stderr);
  context.stdout(memory.stdout);
  return stagedStatus(missing, context);
}

/** Whatever is wrong, the whole build has words for it. */
function attempt<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** What the last build left, where it holds still. */
function remembered(args: readonly string[], context: Context): Memory | undefined {
  const folder = cacheFolder(context.env);
  const key = keyOf(args, context);
  const content = folder && readCache(folder, placeOf(key));
  if (!content) return undefined;
  const memory = JSON.parse(content.toString()) as Memory;
  if (memory.key !== key) return undefined;
  const { paths, places, colour, formatting, stamps } = memory;
  const named = once(paths.flatMap((given) => filesAt(given, { tracked: args.includes("--staged") }) ?? []));
  const holds =
    (colour === null || colour === usesColour(context)) &&
    isSame(named, places.sources) &&
    stamps.every(([path, stamp]) => stampOf(path) === stamp) &&
    directoriesOf(places).every(isClear) &&
    isSame(formattingFiles(places.artifacts, context.packageRoot), formatting);
  return holds ? memory : undefined;
}

/** The command `build`, which leaves what the next one needs in order to be skipped. */
export function remembering(build: (args: readonly string[], context: Context) => Promise<Built>) {
  return async (args: readonly string[], context: Context): Promise<ExitStatus> => {
    const printed = { stdout: "", stderr: "" };
    const record = (stream: keyof typeof printed) => (text: string) => {
      printed[stream] += text;
      context[stream](text);
    };
    const recorded = { stdout: record("stdout"), stderr: record("stderr") };
    const { status, idle } = await build(args, { ...context, ...recorded });
    if (idle && status === exit.ok) attempt(() => remember(args, context, { ...idle, ...printed }));
    return status;
  };
}

/** Not where something decided the build that has no stamp: standard input, a glob, a configuration that is a program. */
function remember(
  args: readonly string[],
  context: Context,
  { read, ...idle }: Idle & { readonly stdout: string; readonly stderr: string },
): void {
  const folder = cacheFolder(context.env);
  const { program, packageRoot } = context;
  if (folder === undefined || program === undefined) return;
  if (!idle.paths.every((path) => path !== "-" && existsSync(path))) return;
  const key = keyOf(args, context);
  const stamps = [program, ...read.keys(), ...idle.formatting].map((path) => [path, stampOf(path)] as const);
  // Behind the stamps, so that they are those of what the build went by.
  const isSteady =
    stamps.every(([, stamp]) => stamp !== "") &&
    [...read].every(
      ([path, content]) => isContent(content) && readFileSync(path).equals(Buffer.from(content)),
    ) &&
    isSame(formattingFiles(idle.places.artifacts, packageRoot), idle.formatting) &&
    isFoundByNode(idle.places.artifacts, packageRoot) &&
    idle.formatting.every(isData);
  if (!isSteady) return;
  const colour = idle.stderr === "" ? null : usesColour(context);
  const memory: Memory = { ...idle, key, colour, stamps };
  writeCache(folder, placeOf(key), Buffer.from(JSON.stringify(memory)));
}

function keyOf(args: readonly string[], { packageRoot }: Context): string {
  return JSON.stringify([process.cwd(), args, packageRoot, process.version]);
}

/** One of a limited number of files, so that the folder needs no tidying up. */
function placeOf(key: string): string {
  let hash = 0;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return `${(hash >>> 8) & 0xff}.json`;
}

/**
 * What the file system says of a file or repository and changes with it: `ctime` cannot be set by anyone. "" of anything
 * else, and of what changed less than 2.5 s before this process began, as a further change may leave the same times.
 */
function stampOf(path: string): string {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined || stat.isSymbolicLink()) return "";
  // It decides by being there; what is in it changes all the time.
  if (stat.isDirectory()) return "folder";
  const { dev, ino, mode, size, mtimeMs, ctimeMs } = stat;
  const begun = Date.now() - process.uptime() * 1000;
  const isSettled = stat.isFile() && Math.max(mtimeMs, ctimeMs) + 2500 < begun;
  return isSettled ? [dev, ino, mode, size, mtimeMs, ctimeMs].join(" ") : "";
}

function isContent(read: Neighbour | undefined): read is string | Uint8Array {
  return typeof read === "string" || read instanceof Uint8Array;
}

function isData(file: string): boolean {
  return lstatSync(file).isDirectory() || isSelfContained(file, readFileSync(file, "utf8"));
}

/** The artifact folders, and those in them. */
function directoriesOf({ folders, artifacts }: Places): string[] {
  const directories = new Set(folders);
  for (const file of artifacts)
    for (let at = posix.dirname(file); !directories.has(at); at = posix.dirname(at)) directories.add(at);
  return [...directories];
}

/** Whether a directory is still a real one, and no killed run left anything there. */
function isClear(directory: string): boolean {
  return lstatSync(directory).isDirectory() && leftoversIn(directory, ".").length === 0;
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, index) => text === others[index]);
}
