/**
 * The user's cache folder: bytes by name. What is there may be gone, damaged, forged or forbidden at any time, and then the
 * cache holds nothing; nothing here throws.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { isAbsolute, join } from "node:path";

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the platform keeps caches, as an absolute path; undefined where the environment does not say, or says
 * `VPNGEN_CACHE=off`. https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function cacheFolder(env: Environment, platform: string = process.platform): string | undefined {
  if (env.VPNGEN_CACHE === "off") return undefined;
  const candidates = [
    [env.XDG_CACHE_HOME, ""],
    platform === "win32"
      ? [env.LOCALAPPDATA, ""]
      : [env.HOME, platform === "darwin" ? "Library/Caches" : ".cache"],
  ];
  for (const [base, below = ""] of candidates)
    if (base !== undefined && isAbsolute(base)) return join(base, below, "vpngen");
  return undefined;
}

/** What this user wrote there last; undefined unless it is there whole, and nobody else can have written it. */
export function readCache(folder: string, name: string): Buffer | undefined {
  const path = join(folder, name);
  // An error takes longer to make than a look.
  if (!existsSync(path)) return undefined;
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    if (!isOurs(statSync(folder)) || !isOurs(fstatSync(file))) return undefined;
    const twice = readFileSync(file);
    const once = twice.subarray(0, twice.length >> 1);
    return once.equals(twice.subarray(once.length)) ? once : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Writes a file of the cache, whole or not at all, for this user alone. The content stands there twice: comparing the two
 * tells a reader that nothing is damaged, and takes less time than a checksum. Gives whether it is there.
 */
export function writeCache(folder: string, name: string, content: Uint8Array): boolean {
  const file = join(folder, name);
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs(statSync(folder))) return false;
    const twice = openSync(temporary, "wx", 0o600);
    try {
      writeFileSync(twice, content);
      writeFileSync(twice, content);
    } finally {
      closeSync(twice);
    }
    renameSync(temporary, file);
    return true;
  } catch {
    discard(temporary);
    return false;
  }
}

/** Deletes a file, where that is possible. */
export function discard(file: string): void {
  try {
    unlinkSync(file);
  } catch {}
}

/** Whether only this user can have written it. Where the system has no such users, the folder is the user's own. */
function isOurs({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}
