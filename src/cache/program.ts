/**
 * Loads the program, compiled by V8 where it has been before: compiling takes longer than most of what the program
 * does. `npm run build` keeps the code beside the bundle; the user's cache has it where that is of another V8.
 */

import loadVm from "vm?lazy";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { digestOf, isSettled, type Seen, stampOf } from "./seen.ts";
import { type Place, readEntry, writeEntry } from "./store.ts";

/** The bundle that runs. */
export interface LoadedProgram {
  readonly seen: () => Seen;
  /** Keeps what V8 has compiled so far for the runs to come, unless that is kept already. */
  readonly keepCode: () => void;
}

/**
 * Runs a bundle, which is a function as Node wraps CommonJS in, and gives its exports, with what has to be known of it.
 *
 * V8 checks its version, its flags and the length of the text, and crashes on damaged code. So the entry's key has the
 * stamp of the file, and the store gives only whole entries that this user wrote.
 *
 * @param folder The user's cache folder; undefined where there is none.
 */
export function loadProgram<Exports>(
  file: string,
  folder: string | undefined,
): { readonly exports: Exports; readonly program: LoadedProgram } {
  const stat = statSync(file);
  const stamp = isSettled(stat) ? stampOf(stat) : "";
  // It is ASCII, and one function, which `scripts/bundle.mjs` sees to.
  const text = readFileSync(file, "latin1");
  const key = JSON.stringify([file, stamp, process.version, process.arch]);
  const placeIn = (folder: string): Place => ({ folder, kind: "code", key });
  const place = folder !== undefined && stamp !== "" ? placeIn(folder) : undefined;
  const code = stamp === "" ? undefined : (readEntry(placeIn(dirname(file))) ?? (place && readEntry(place)));
  const script = new (loadVm<typeof import("node:vm")>().Script)(text, {
    filename: file,
    ...(code ? { cachedData: code } : {}),
  });
  const loaded = { exports: {} as Exports };
  script.runInThisContext()(loaded.exports, require, loaded, file, dirname(file));
  return {
    exports: loaded.exports,
    program: {
      seen: () => ({ path: file, digest: digestOf(Buffer.from(text, "latin1")), stamp }),
      keepCode: () => {
        const isKept = code !== undefined && script.cachedDataRejected !== true;
        // A folder that the first run had to make may be gone tomorrow, as a container's is.
        if (place && !isKept && existsSync(place.folder)) writeEntry(place, script.createCachedData());
      },
    },
  };
}
