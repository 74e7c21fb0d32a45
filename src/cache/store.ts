/**
 * The user's cache folder: bytes by key. What is there may be gone, damaged, forged or forbidden at any time, and then
 * the cache holds nothing; nothing here throws.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { isAbsolute, join } from "node:path";

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a run saw, and the program as V8 compiled it. No entry has what stands in a user's files. */
export type Kind = "run" | "code";

/** How many entries of a kind stay; beyond them, the oldest go. Earlier releases wrote copies of files. */
const most: Readonly<Record<Kind | "copy", number>> = { run: 500, copy: 0, code: 4 };

/**
 * Where the platform keeps caches, as an absolute path; undefined where the environment does not say.
 * https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function cacheFolder(env: Environment, platform: string = process.platform): string | undefined {
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

/** Where an entry is to be found. */
export interface Place {
  /** The cache folder. */
  readonly folder: string;
  readonly kind: Kind;
  /** Any text; what an entry depends on. */
  readonly key: string;
}

/** What this user wrote there last; undefined unless it is there whole. */
export function readEntry(place: Place): Buffer | undefined {
  return readWith(place, (file, size) => {
    const entry = Buffer.allocUnsafeSlow(size >> 1);
    const head = Buffer.from(headOf(place));
    const isWhole = readSync(file, entry) === entry.length && comesAgain(file, entry);
    return isWhole && entry.subarray(0, head.length).equals(head) ? entry.subarray(head.length) : undefined;
  });
}

/** Whether just these bytes follow. They are compared in pieces: fresh memory takes a system longer than comparing. */
function comesAgain(file: number, bytes: Buffer): boolean {
  const piece = Buffer.allocUnsafe(64 * 1024);
  let at = 0;
  for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) {
    if (!piece.subarray(0, length).equals(bytes.subarray(at, at + length))) return false;
    at += length;
  }
  return at === bytes.length;
}

/** The same of a text, which Node reads sooner than bytes. */
export function readTextEntry(place: Place): string | undefined {
  return readWith(place, (file) => {
    const both = readFileSync(file, "utf8");
    const half = both.length >> 1;
    const entry = both.slice(0, half);
    const head = headOf(place);
    return entry === both.slice(half) && entry.startsWith(head) ? entry.slice(head.length) : undefined;
  });
}

/** Undefined where there is no file that only this user can have written. */
function readWith<Entry>(
  place: Place,
  read: (file: number, size: number) => Entry | undefined,
): Entry | undefined {
  const path = fileOf(place);
  // An error takes longer to make than a look.
  if (!existsSync(path)) return undefined;
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const stat = fstatSync(file);
    return isOurs(stat) ? read(file, stat.size) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/**
 * Writes an entry, whole or not at all, for this user alone. It stands there twice: comparing the two tells a reader
 * that nothing is damaged, and costs less than a checksum.
 */
export function writeEntry(place: Place, body: Uint8Array): void {
  const { folder } = place;
  const file = fileOf(place);
  const temporary = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs(statSync(folder))) return;
    const isNew = !existsSync(file);
    const entry = [Buffer.from(headOf(place)), body];
    writeFileSync(temporary, Buffer.concat([...entry, ...entry]), { mode: 0o600, flag: "wx" });
    renameSync(temporary, file);
    if (isNew) thin(folder);
  } catch {
    discard(temporary);
  }
}

/** Keys may share a file's name, so an entry begins with its own. */
function headOf({ key }: Place): string {
  return `${key}\0`;
}

function fileOf({ folder, kind, key }: Place): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return join(folder, `${(hash >>> 0).toString(36)}-${key.length}.${kind}`);
}

/** Whether only this user can have written it. Where the system has no such users, the folder is the user's own. */
function isOurs({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

/** Deletes the oldest entries where there are too many, and what killed runs left. */
function thin(folder: string): void {
  const aged = readdirSync(folder).map((name) => {
    const file = join(folder, name);
    return { file, changed: statSync(file).mtimeMs };
  });
  aged.sort((a, b) => b.changed - a.changed);
  const old = Date.now() - 3_600_000;
  for (const { file, changed } of aged) if (/\.\d+$/.test(file) && changed < old) discard(file);
  for (const [kind, limit] of Object.entries(most))
    for (const { file } of aged.filter((one) => one.file.endsWith(`.${kind}`)).slice(limit)) discard(file);
}

function discard(file: string): void {
  try {
    unlinkSync(file);
  } catch {}
}
