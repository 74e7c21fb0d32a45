/** What git knows of the files in a folder. */
import loadChildProcess from "child_process?lazy";
import { posix, resolve } from "node:path";
import { errorCode } from "../output/error.ts";
import { visible } from "../render/cells.ts";
import { UsageError } from "./exit.ts";

/** Paths in one call of git: far below what a command line may hold. */
const atOnce = 1000;

/**
 * Files below a folder that match `*.yaml`, relative to it: what git tracks, and what it would add.
 *
 * @throws UsageError where the path of a vpn.yaml is not UTF-8, so that it would be passed over
 */
export function yamlFiles(folder: string, { tracked }: { tracked: boolean }): string[] {
  const kinds = tracked ? ["--cached"] : ["--cached", "--others", "--exclude-standard"];
  const listed = git(["ls-files", "-z", ...kinds, "--deduplicate", "--", "*.yaml"], folder);
  const files = namesIn(listed);
  const isWhole = Buffer.from(`${files.join("\0")}\0`).equals(listed);
  if (isWhole || files.length === 0) return files;
  // The bytes that are no UTF-8 are one sign each in Latin-1.
  const foreign = namesIn(listed, "latin1").find((name, index) => {
    const isUtf8 = Buffer.from(name, "latin1").equals(Buffer.from(files[index] ?? ""));
    return !isUtf8 && /(^|[/.])vpn\.yaml$/.test(name);
  });
  if (foreign === undefined) return files;
  throw new UsageError(
    `the path of ${visible(foreign)} is not UTF-8, so vpngen cannot read the file: rename its folder`,
  );
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
      for (const line of ls(options, places.slice(from, from + atOnce))) {
        // Each with a letter in front; R is what was removed.
        const file = line.slice(2);
        if (line.startsWith("R ") || wanted.has(file)) found.add(file);
      }
    } catch (error) {
      throw asking(error);
    }
  }
  return [...found].sort();
}

/** Those of the scripts that git would commit without their executable bit, as it does where `core.fileMode` is off. */
export function withoutBit(scripts: readonly string[]): string[] {
  const found: string[] = [];
  for (let from = 0; from < scripts.length; from += atOnce) {
    try {
      for (const line of ls(["--stage"], scripts.slice(from, from + atOnce)))
        if (line.startsWith("100644 ")) found.push(line.slice(line.indexOf("\t") + 1));
    } catch (error) {
      throw asking(error);
    }
  }
  return found.sort();
}

function asking(error: unknown): UsageError {
  if (errorCode(error) === "ENOENT") return new UsageError("--staged needs git, which is not in the PATH");
  return new UsageError(`--staged asks git, which says: ${reasonOf(error)}`);
}

/** Top folder of the work tree that the folder is in; undefined outside of one, or without git. */
export function topFolder(folder: string): string | undefined {
  try {
    return git(["rev-parse", "--show-toplevel"], folder).toString().trimEnd();
  } catch {
    return undefined;
  }
}

/** What git lists of the paths, in which no sign has a meaning of its own. */
function ls(options: readonly string[], paths: readonly string[]): string[] {
  return namesIn(git(["--literal-pathspecs", "ls-files", "-z", ...options, "--", ...paths], "."));
}

function namesIn(listed: Buffer, encoding: "utf8" | "latin1" = "utf8"): string[] {
  return listed
    .toString(encoding)
    .split("\0")
    .filter((file) => file !== "");
}

/** Runs git in a folder; throws what it says. */
export function git(args: readonly string[], cwd: string): Buffer {
  const { execFileSync } = loadChildProcess<typeof import("node:child_process")>();
  return execFileSync("git", args, {
    cwd,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 28,
  });
}

/** Give pathspecs another meaning, by which ours would match nothing. */
const pathspecSettings = /^GIT_(LITERAL|GLOB|NOGLOB|ICASE)_PATHSPECS$/;

/**
 * In a hook of a linked work tree git sets GIT_DIR and not GIT_WORK_TREE, and takes the folder it is started in
 * for the tree's top. That is ours, not the folder that is asked about.
 */
function environment(): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE } = process.env;
  const settings = Object.entries(process.env).filter(([name]) => !pathspecSettings.test(name));
  if (GIT_DIR === undefined) return Object.fromEntries(settings);
  return {
    ...Object.fromEntries(settings),
    GIT_DIR: resolve(GIT_DIR),
    GIT_WORK_TREE: resolve(GIT_WORK_TREE ?? "."),
  };
}

/** What git said, in one line. */
export function reasonOf(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return said !== "" ? (said.split("\n")[0] ?? said) : error instanceof Error ? error.message : String(error);
}
