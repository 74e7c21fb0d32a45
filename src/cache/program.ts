/** Loads the program as V8 compiled it in an earlier run: compiling takes longer than most of what the program does. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { discard, readCache, writeCache } from "./store.ts";

/** Each is several megabytes: of so many releases of vpngen and Node. */
const most = 4;

/**
 * Runs a bundle as Node does, and gives its exports and what keeps its compiled code for the runs to come.
 *
 * V8 checks its version, its flags and the length of the text, and crashes on damaged code. The name has the rest, and
 * the store gives only what this user wrote, whole.
 *
 * @param digest Of the bundle.
 * @param folder The user's cache folder; undefined where nothing is to be kept.
 */
export function loadProgram<Exports>(
  file: string,
  { digest, folder }: { readonly digest: string; readonly folder: string | undefined },
): { readonly exports: Exports; readonly keepCode: () => void } {
  const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "utf8")}\n})`;
  const name = `${digest}-${statSync(file).mtimeMs}-${process.version}-${process.arch}.code`;
  const code = folder === undefined ? undefined : readCache(folder, name);
  const script = new Script(text, { filename: file, ...(code ? { cachedData: code } : {}) });
  const loaded = { exports: {} as Exports };
  script.runInThisContext()(loaded.exports, require, loaded, file, dirname(file));
  return {
    exports: loaded.exports,
    keepCode: () => {
      if (folder === undefined || (code !== undefined && script.cachedDataRejected !== true)) return;
      if (writeCache(folder, name, script.createCachedData())) thin(folder);
    },
  };
}

/** Deletes the oldest code, and what killed runs left of some. */
function thin(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.includes(".code"))
    .map((name) => join(folder, name));
  const aged = files.map((file) => ({ file, changed: statSync(file).mtimeMs }));
  aged.sort((a, b) => b.changed - a.changed);
  for (const { file } of aged.slice(most)) discard(file);
}
