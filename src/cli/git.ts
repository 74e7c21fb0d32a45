/** What git knows of the files in a folder. */
import loadChildProcess from "child_process?lazy";
import { posix, resolve } from "node:path";
import { UsageError } from "./exit.ts";

/** Paths in one call of git: far below what a command line may hold. */
const atOnce = 1000;

/** Files below a folder that match `*.yaml`, relative to it: what git tracks, and what it would add. */
export function yamlFiles(folder: string, { tracked }: { tracked: boolean }): string[] {
  const kinds = tracked ? ["--cached"] : ["--cached", "--others", "--exclude-standard"];
  return ls([...kinds, "--deduplicate"], ["*.yaml"], folder);
}

/**
 * Those of the files that a commit would not hold as they stand: changed, deleted or never added; and whatever
 * else was deleted at the places. What git ignores is none of them. Paths are from the working directory.
 *
 * @throws UsageError outside a work tree, and without git
 */
export function notStaged(files: readonly string[], places: readonly string[]): string[] {
  const wanted = new Set(files.map((file) => posix.normalize(file)));
  const found = new Set<string>();
  for (let from = 0; from < places.length; from += atOnce) {
    try {
      const options = ["--modified", "--deleted", "--others", "--exclude-standard", "-t"];
      for (const line of ls(options, places.slice(from, from + atOnce), ".")) {
        // Each with a letter in front; R is what was removed.
        const file = line.slice(2);
        if (line.startsWith("R ") || wanted.has(file)) found.add(file);
      }
    } catch (error) {
      throw new UsageError(`--staged asks git, which says: ${reasonOf(error)}`);
    }
  }
  return [...found].sort();
}

/** Top folder of the work tree that the folder is in; undefined outside of one, or without git. */
export function topFolder(folder: string): string | undefined {
  try {
    return git(["rev-parse", "--show-toplevel"], folder).trimEnd();
  } catch {
    return undefined;
  }
}

function ls(options: readonly string[], paths: readonly string[], folder: string): string[] {
  const listed = git(["ls-files", "-z", ...options, "--", ...paths], folder);
  return listed.split("\0").filter((file) => file !== "");
}

function git(args: readonly string[], cwd: string): string {
  const { execFileSync } = loadChildProcess<typeof import("node:child_process")>();
  return execFileSync("git", args, {
    cwd,
    encoding: "utf8",
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 28,
  });
}

/**
 * In a hook of a linked work tree git sets GIT_DIR and not GIT_WORK_TREE, and takes the folder it is started in
 * for the tree's top. That is ours, not the folder that is asked about.
 */
function environment(): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE } = process.env;
  if (GIT_DIR === undefined) return process.env;
  return {
    ...process.env,
    GIT_DIR: resolve(GIT_DIR),
    GIT_WORK_TREE: resolve(GIT_WORK_TREE ?? "."),
  };
}

function reasonOf(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return said !== "" ? (said.split("\n")[0] ?? said) : error instanceof Error ? error.message : String(error);
}
