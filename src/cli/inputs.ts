/** From the PATHs of the command line to the files of the run. */
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import picomatch from "picomatch/posix";
import type { Source } from "../compile.ts";
import { readStandardInput } from "./context.ts";
import { UsageError } from "./exit.ts";
import { yamlFiles } from "./git.ts";

/** Name of standard input in findings. */
const standardInput = "<stdin>";

interface Listing {
  /** Whether folders and globs give only files that git tracks. */
  readonly tracked: boolean;
}

/** Reads every file that the PATHs stand for, each once, in the order given; folders give theirs sorted. */
export function readSources(paths: readonly string[], listing: Listing): Source[] {
  const files = (paths.length === 0 ? ["vpn.yaml"] : paths).flatMap((given) => filesOf(given, listing));
  const seen = new Set<string>();
  return files.flatMap((file): Source[] => {
    if (file === "-") return [{ path: standardInput, text: readStandardInput() }];
    const resolved = path.resolve(file);
    if (seen.has(resolved)) return [];
    seen.add(resolved);
    return [{ path: file, text: readBytes(file) }];
  });
}

/** Every vpn.yaml and *.vpn.yaml below a folder that git does not ignore; none is fine. */
export function readTree(folder: string): Source[] {
  return vpnFilesIn(folder, { tracked: false }).map((file) => {
    const shown = path.posix.join(posix(folder), file);
    return { path: shown, text: readBytes(shown) };
  });
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${reasonOf(error)}`);
  }
}

function filesOf(given: string, listing: Listing): string[] {
  if (given === "-") return ["-"];
  const shown = posix(given);
  const stat = statSync(given, { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    const found = vpnFilesIn(given, listing).map((file) => path.posix.join(shown, file));
    // A hook must let the commit through that takes the last VPN away.
    if (found.length === 0 && !listing.tracked)
      throw new UsageError(`there is no vpn.yaml and no *.vpn.yaml in ${shown}`);
    return found;
  }
  if (stat) return [shown];
  const { base, isGlob } = picomatch.scan(shown);
  if (isGlob) {
    const matches = picomatch(path.posix.normalize(shown));
    const folder = base === "" ? "." : base;
    const candidates = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
      ? yamlFilesIn(folder, listing)
      : [];
    const found = candidates.map((file) => path.posix.join(base, file)).filter((file) => matches(file));
    if (found.length > 0) return found;
    throw new UsageError(`no file matches ${shown}`);
  }
  const hint = shown === "vpn.yaml" ? "; name the file or folder, or begin one with vpngen init" : "";
  throw new UsageError(`there is no ${shown}${hint}`);
}

/** Every `vpn.yaml` and `*.vpn.yaml` below a folder, sorted, relative to it, less what git ignores. */
function vpnFilesIn(folder: string, listing: Listing): string[] {
  return yamlFilesIn(folder, listing).filter((file) => /(^|[/.])vpn\.yaml$/.test(file));
}

function yamlFilesIn(folder: string, listing: Listing): string[] {
  return (gitFiles(folder, listing) ?? walk(folder, "")).filter((file) => file.endsWith(".yaml")).sort();
}

/** Files that git tracks or, unless these alone are wanted, would add; undefined where git cannot say. */
function gitFiles(folder: string, { tracked }: Listing): string[] | undefined {
  try {
    // A file that is deleted, but not yet in git's eyes, is listed still.
    return yamlFiles(folder, { tracked }).filter((file) =>
      statSync(path.join(folder, file), { throwIfNoEntry: false })?.isFile(),
    );
  } catch {
    return undefined;
  }
}

function walk(folder: string, below: string): string[] {
  return entriesOf(path.join(folder, below)).flatMap((entry) => {
    const file = path.posix.join(below, entry.name);
    if (entry.isDirectory())
      return entry.name === "node_modules" || entry.name === ".git" ? [] : walk(folder, file);
    return entry.isFile() ? [file] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new UsageError(`cannot read the folder ${folder}: ${reasonOf(error)}`);
  }
}

/** Why the system refuses a file, in words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error && "code" in error)) return String(error);
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    ENOTDIR: "what should be its folder is a file",
    EACCES: "no permission",
    EISDIR: "it is a folder",
  };
  return reasons[String(error.code)] ?? error.message;
}

function posix(given: string): string {
  return path.sep === "\\" ? given.replaceAll("\\", "/") : given;
}
