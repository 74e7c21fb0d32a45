/** What a run leaves behind that found everything up to date, so that the next one can tell that nothing has changed. */
import path from "node:path";
import type { Seen } from "../cache/seen.ts";
import { cacheFolder, type Place, readEntry, writeEntry } from "../cache/store.ts";
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
  /** Our files in it, the manifest among them, by their paths within it. */
  readonly names: readonly string[];
}

/** What the run printed. */
export interface Printed {
  readonly output: string;
  readonly error: string;
  /** Whether `error` is in colour; null where it is empty. */
  readonly colour: boolean | null;
}

/** Raised when what is remembered, or what is compared, changes. */
const edition = 1;

/** Where a run with these arguments, in this folder, by this program, is remembered. */
function placeOf({ args, env, packageRoot }: Context): Place | undefined {
  const folder = cacheFolder(env);
  const key = JSON.stringify([edition, process.cwd(), args, packageRoot, process.version]);
  return folder === undefined ? undefined : { folder, kind: "run", key };
}

/** What the last such run left; undefined where there is nothing to go by. */
export function readMemory(context: Context): Memory | undefined {
  const place = placeOf(context);
  const entry = place && readEntry(place);
  return entry && (JSON.parse(entry.toString()) as Memory);
}

export function writeMemory(context: Context, memory: Memory): void {
  const place = placeOf(context);
  if (place) writeEntry(place, Buffer.from(JSON.stringify(memory)));
}

/** The directories that files lie in, as absolute paths. */
export function directoriesOf(files: readonly { readonly path: string }[]): string[] {
  return [...new Set(files.map((file) => path.dirname(path.resolve(file.path))))];
}
