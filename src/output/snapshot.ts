/** What is on the disk: the only reading of artifact folders. Nothing here follows a symbolic link. */
import { lstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { posix } from "node:path";
import { errorCode, OutputError, systemError } from "./error.ts";
import { type Manifest, manifestName, parseManifest } from "./manifest.ts";

/** A regular file. `executable` is null where the file system does not say (Windows). */
export interface DiskFile {
  readonly kind: "file";
  readonly text: string;
  readonly executable: boolean | null;
}

/** What stands where a file of ours, or a directory on the way to it, should be. */
export interface Obstacle {
  readonly kind: "obstacle";
  /** Path of what is in the way, which may be a directory above the file. */
  readonly path: string;
  readonly is: "a symbolic link" | "a directory" | "a file" | "a device or socket";
  readonly wanted: "file" | "directory";
}

interface Absent {
  readonly kind: "absent";
}

export type DiskEntry = Absent | DiskFile | Obstacle;

/** Temporary files are called `.<name>.<process id>.vpngen-tmp`, beside the file that they become. */
const temporaryName = /^\..+\.(\d+)\.vpngen-tmp$/;

export function temporaryFor(name: string): string {
  return `.${name}.${process.pid}.vpngen-tmp`;
}

/**
 * Reads one path of an artifact folder.
 *
 * @param name Path relative to the folder; `staysInside` holds for it.
 * @throws OutputError where the system refuses to read it.
 */
function readEntry(folder: string, name: string, directories: Directories): DiskEntry {
  const directory = directories(posix.dirname(name));
  if (directory.kind !== "directory") return directory;
  const at = `${folder}/${name}`;
  const stat = statOf(at);
  if (!stat) return { kind: "absent" };
  const is = kindOf(stat);
  if (is !== "a file") return { kind: "obstacle", path: at, is, wanted: "file" };
  const executable = process.platform === "win32" ? null : (stat.mode & 0o100) !== 0;
  if (stat.size > largest)
    throw new OutputError(at, `${at} is larger than anything that vpngen writes: move it away`);
  const text = attempt(at, () => textOf(at));
  return { kind: "file", text, executable };
}

/** Bytes of the largest artifact there can be, with much to spare. */
const largest = 64 * 1024 * 1024;

/** A text that differs from every text of ours where the bytes are no UTF-8. */
function textOf(file: string): string {
  const text = readFileSync(file, "utf8");
  return text.includes("\ufffd") && !Buffer.from(text).equals(readFileSync(file)) ? `${text}\0` : text;
}

/** Says of a directory of one artifact folder what stands in its place; "." is the folder itself. */
export type Directories = (directory: string) => Absent | { readonly kind: "directory" } | Obstacle;

/**
 * Looks for directories of an artifact folder, for each once: whether it, the folder, and every step between are real
 * directories. What lies above the folder is the user's choice and may be a link.
 */
export function directoriesIn(folder: string): Directories {
  const known = new Map<string, ReturnType<Directories>>();
  const find: Directories = (directory) => {
    const found = known.get(directory) ?? look(directory);
    known.set(directory, found);
    return found;
  };
  const look: Directories = (directory) => {
    const above = directory === "." ? undefined : find(posix.dirname(directory));
    if (above !== undefined && above.kind !== "directory") return above;
    const at = above === undefined ? folder : `${folder}/${directory}`;
    const stat = statOf(at);
    if (!stat) return { kind: "absent" };
    const is = kindOf(stat);
    return is === "a directory"
      ? { kind: "directory" }
      : { kind: "obstacle", path: at, is, wanted: "directory" };
  };
  return find;
}

/** Reads the paths given, by name. */
export function readEntries(
  folder: string,
  names: Iterable<string>,
  directories: Directories,
): ReadonlyMap<string, DiskEntry> {
  return new Map([...names].map((name) => [name, readEntry(folder, name, directories)]));
}

/**
 * The folder's manifest; undefined where there is none.
 *
 * @throws OutputError where it cannot be read, is damaged, or is no regular file.
 */
export function readManifest(folder: string, directories: Directories): Manifest | undefined {
  const entry = readEntry(folder, manifestName, directories);
  if (entry.kind === "absent") return undefined;
  if (entry.kind === "obstacle") throw new OutputError(entry.path, obstacleMessage(entry));
  return parseManifest(entry.text, `${folder}/${manifestName}`);
}

export function obstacleMessage({ path: at, is, wanted }: Obstacle): string {
  return `${at} is ${is}, where vpngen writes a ${wanted}: move it away, then run vpngen again`;
}

/**
 * Temporary files that killed runs left beside the paths given. Those of a run that is still at work are
 * left out.
 */
export function findLeftovers(folder: string, names: Iterable<string>, directories: Directories): string[] {
  const beside = new Set([".", ...[...names].map((name) => posix.dirname(name))]);
  return [...beside]
    .filter((directory) => directories(directory).kind === "directory")
    .flatMap((directory) => leftoversIn(folder, directory));
}

/** Those in one directory, which is there. */
export function leftoversIn(folder: string, directory: string): string[] {
  const at = posix.join(folder, directory);
  const names = attempt(at, () => readdirSync(at));
  return names
    .filter(isLeftover)
    .map((name) => `${at}/${name}`)
    .filter((file) => statOf(file)?.isFile());
}

function isLeftover(name: string): boolean {
  const id = Number(temporaryName.exec(name)?.[1]);
  return Number.isSafeInteger(id) && (id === process.pid || !isRunning(id));
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // EPERM: there is such a process, and it is someone else's.
    return errorCode(error) === "EPERM";
  }
}

function kindOf(stat: Stats): Obstacle["is"] {
  if (stat.isSymbolicLink()) return "a symbolic link";
  if (stat.isDirectory()) return "a directory";
  return stat.isFile() ? "a file" : "a device or socket";
}

function statOf(at: string): Stats | undefined {
  return attempt(at, () => lstatSync(at, { throwIfNoEntry: false }));
}

function attempt<T>(at: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw systemError("read", at, error);
  }
}
