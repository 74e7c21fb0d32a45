/** What a run saw of a file, so that a later run can tell whether it is still the same: by its stamp or, failing that, its content. */
import loadCrypto from "crypto?lazy";
import { lstatSync, readFileSync, type Stats, statSync } from "node:fs";

/** A regular file. */
export interface Seen {
  readonly path: string;
  /** Digest of its content. */
  readonly digest: string;
  /** What the file system says of the file and changes with it; "" where another change could have gone unnoticed. */
  readonly stamp: string;
  /** Only of an artifact: whether its owner may execute it; null where the file system does not say (Windows). */
  readonly executable?: boolean | null;
}

/**
 * Whose file it is. `theirs` may be reached through links; `ours` is an artifact, where a link is no file and the
 * mode counts.
 */
export type Owner = "theirs" | "ours";

/** A file as it is now, and what it holds. */
export interface Look {
  readonly seen: Seen;
  readonly content: Buffer;
}

/** A file as it is now; undefined where there is none that can be read. */
export function look(path: string, owner: Owner): Look | undefined {
  const now = readNow(path, owner);
  return now && { seen: { ...now.seen, digest: digestOf(now.content) }, content: now.content };
}

/** Bytes beyond which a file is neither read by vpngen nor made by it. */
const largest = 64 * 1024 * 1024;

/** All but the digest, which takes longer than the rest. */
function readNow(path: string, owner: Owner): Look | undefined {
  try {
    // First the stamp, then the content: what changes in between has another stamp than the one noted.
    const stat = statOf(path, owner);
    if (!stat?.isFile() || stat.size > largest) return undefined;
    const content = readFileSync(path);
    const seen = { path, digest: "", stamp: isSettled(stat) ? stampOf(stat) : "" };
    return { seen: owner === "theirs" ? seen : { ...seen, executable: isExecutable(stat) }, content };
  } catch {
    return undefined;
  }
}

/** The file as it is now, where that is the file that was seen; undefined where it is another one. */
export function lookAgain(seen: Seen): Seen | undefined {
  const owner = seen.executable === undefined ? "theirs" : "ours";
  if (seen.stamp !== "" && hasStamp(seen, owner)) return seen;
  const now = readNow(seen.path, owner);
  if (now === undefined || now.seen.executable !== seen.executable) return undefined;
  return digestOf(now.content) === seen.digest ? { ...seen, stamp: now.seen.stamp } : undefined;
}

function hasStamp({ path, stamp }: Seen, owner: Owner): boolean {
  try {
    const stat = statOf(path, owner);
    return stat !== undefined && stampOf(stat) === stamp;
  } catch {
    return false;
  }
}

function statOf(path: string, owner: Owner): Stats | undefined {
  const stat = owner === "ours" ? lstatSync : statSync;
  return stat(path, { throwIfNoEntry: false });
}

/**
 * The time of the last change of anything, `ctime`, cannot be set by anyone; all others can. As numbers, times are
 * exact to a quarter of a microsecond; whole nanoseconds would be `bigint`s, which take Node longer than the rest.
 */
export function stampOf({ dev, ino, mode, size, mtimeMs, ctimeMs }: Stats): string {
  return [dev, ino, mode, size, mtimeMs, ctimeMs].join(" ");
}

/** How far apart two changes of a file must be to have different times, in ms; the coarsest file systems count in 2 s. */
const resolution = 2500;

/** Whether nobody has changed the file since some time before this process began, so that every change changes the stamp. */
export function isSettled({ mtimeMs, ctimeMs }: Stats): boolean {
  // `performance.timeOrigin` takes a millisecond to load.
  const begun = Date.now() - process.uptime() * 1000;
  return Math.max(mtimeMs, ctimeMs) + resolution < begun;
}

function isExecutable({ mode }: Stats): boolean | null {
  return process.platform === "win32" ? null : (mode & 0o100) !== 0;
}

/** SHA-256 of a content. */
export function digestOf(content: string | Uint8Array): string {
  return loadCrypto<typeof import("node:crypto")>().createHash("sha256").update(content).digest("base64");
}
