/** What a run leaves behind that found everything up to date, so that the next one can tell that nothing has changed. */
import { dirname, resolve } from "node:path";
import type { Look, Seen } from "../cache/seen.ts";
import { cacheFolder, type Place, readEntry, readTextEntry, writeEntry } from "../cache/store.ts";
import type { Config } from "../source/schema.ts";
import type { Context } from "./context.ts";

export interface Memory {
  /** The PATHs. */
  readonly paths: readonly string[];
  /** The files that they stood for, in order. */
  readonly sources: readonly Seen[];
  /** What was read in each source that `blamelessFiles` lists, and null for the others; empty where the run had one source. */
  readonly configs: readonly (Config | null)[];
  /** What else had a say: the program, neighbours of the sources, and what decides formatting. */
  readonly others: readonly Seen[];
  readonly artifacts: readonly Seen[];
  readonly folders: readonly RememberedFolder[];
  /** Paths of everything that may decide how the artifacts are formatted; `others` has what is in them. */
  readonly formatting: readonly string[];
  readonly printed: Printed;
  /** What the copy of the files' contents begins with; "" where there is none. */
  readonly copy: string;
}

/** An artifact folder. */
export interface RememberedFolder {
  readonly folder: string;
  /** Path of the source that it came from. */
  readonly source: string;
  /** How many of the artifacts are in it; they stand in the order of the folders. */
  readonly count: number;
  /** Where our files in it lie, as paths within it. */
  readonly directories: readonly string[];
}

/** What the run printed. */
export interface Printed {
  readonly output: string;
  readonly error: string;
  /** Whether `error` is in colour; null where it is empty. */
  readonly colour: boolean | null;
}

/** Raised when what is remembered, or what is compared, changes. */
const edition = 5;

/** Where a run with these arguments, in this folder, by this program, is remembered. */
function placeOf({ args, env, packageRoot }: Context, kind: "run" | "copy" = "run"): Place | undefined {
  const folder = cacheFolder(env);
  const { node, pnp = "" } = process.versions;
  const key = JSON.stringify([edition, process.cwd(), args, packageRoot, node, pnp]);
  return folder === undefined ? undefined : { folder, kind, key };
}

/** What the last such run left; undefined where there is nothing to go by. */
export function readMemory(context: Context): Memory | undefined {
  const place = placeOf(context);
  const entry = place && readTextEntry(place);
  return entry === undefined ? undefined : (JSON.parse(entry) as Memory);
}

export function writeMemory(context: Context, memory: Memory): void {
  const place = placeOf(context);
  if (place) writeEntry(place, Buffer.from(JSON.stringify(memory)));
}

/** Characters that the artifacts of a run may have for a copy; beyond, digests have to do. */
export const largestCopy = 4 * 1024 * 1024;

/**
 * Keeps what the files hold, so that a checkout, which gives them all new stamps, costs no digests: Node takes
 * milliseconds to load what makes them. Gives the files with their places, and the mark of the copy.
 */
export function writeCopy(context: Context, files: readonly Look[]): { seen: Map<Look, Seen>; copy: string } {
  const place = placeOf(context, "copy");
  if (place === undefined) return { seen: new Map(), copy: "" };
  const copy = `${process.pid} ${process.hrtime.bigint()} ${Date.now()}`;
  const mark = Buffer.from(copy);
  let end = mark.length;
  const seen = new Map<Look, Seen>();
  for (const file of files) {
    const copied = [end, end + file.content.length] as const;
    seen.set(file, { ...file.seen, copied });
    end = copied[1];
  }
  writeEntry(place, Buffer.concat([mark, ...files.map(({ content }) => content)]));
  return { seen, copy };
}

/** What a file held, by the copy; read when it is first asked for. */
export function copiesOf(context: Context, { copy }: Memory): (seen: Seen) => Buffer | undefined {
  let all: Buffer | null | undefined;
  return ({ copied }) => {
    if (copied === undefined || copy === "") return undefined;
    if (all === undefined) {
      const place = placeOf(context, "copy");
      const found = place && readEntry(place);
      all = found?.subarray(0, Buffer.byteLength(copy)).toString() === copy ? found : null;
    }
    return all?.subarray(...copied);
  };
}

/** The directories that files lie in, as absolute paths. */
export function directoriesOf(files: readonly { readonly path: string }[]): string[] {
  const shown = new Set(files.map(({ path }) => dirname(path)));
  return [...new Set([...shown].map((directory) => resolve(directory)))];
}
