/** What a run leaves behind that found everything up to date, so that the next one can tell that nothing has changed. */
import { dirname, resolve } from "node:path";
import type { Seen } from "../cache/seen.ts";
import { cacheFolder, type Place, readTextEntry, writeEntry } from "../cache/store.ts";
import type { Context } from "./context.ts";

export interface Memory {
  /** The PATHs. */
  readonly paths: readonly string[];
  /** The files that they stood for, in order. */
  readonly sources: readonly Seen[];
  /** What else had a say: the program, neighbours of the sources, and what decides formatting. */
  readonly others: readonly Seen[];
  readonly artifacts: readonly Seen[];
  readonly folders: readonly RememberedFolder[];
  /** Paths of everything that may decide how the artifacts are formatted; `others` has what is in them. */
  readonly formatting: readonly string[];
  readonly printed: Printed;
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
const edition = 7;

/** Where a run with these arguments, in this folder, by this program, is remembered. */
function placeOf({ args, env, packageRoot }: Context): Place | undefined {
  const folder = cacheFolder(env);
  const { node, pnp = "" } = process.versions;
  const key = JSON.stringify([edition, process.cwd(), args, packageRoot, node, pnp]);
  return folder === undefined ? undefined : { folder, kind: "run", key };
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

/** The directories that files lie in, as absolute paths. */
export function directoriesOf(files: readonly { readonly path: string }[]): string[] {
  const shown = new Set(files.map(({ path }) => dirname(path)));
  return [...new Set([...shown].map((directory) => resolve(directory)))];
}
