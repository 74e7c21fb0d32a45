/** From the PATHs of the command line to the files of the run. */

import { posix } from "node:path";
import picomatch from "picomatch/posix";
import type { Source } from "../compile.ts";
import { systemReason } from "../output/error.ts";
import { visible } from "../render/cells.ts";
import type { Context } from "./context.ts";
import { UsageError } from "./exit.ts";
import { filesAt, type Listing, once, orDefault, vpnFilesIn, withSlashes, yamlFilesIn } from "./listing.ts";
import { readRegular, statOf } from "./read.ts";

/** Name of standard input in findings. */
export const standardInput = "<stdin>";

/** Reads every file that the PATHs stand for, each once, in the order given; folders give theirs sorted. */
export function readSources(
  paths: readonly string[],
  { stdin }: Pick<Context, "stdin">,
  listing: Listing,
): Source[] {
  return once(orDefault(paths).flatMap((given) => filesOf(given, listing))).map((file) =>
    file === "-" ? { path: standardInput, text: stdin() } : { path: file, text: readBytes(file) },
  );
}

/** Every vpn.yaml and *.vpn.yaml below a folder that git does not ignore; none is fine. */
export function readTree(folder: string): Source[] {
  return vpnFilesIn(folder, { tracked: false }).map((file) => {
    const shown = posix.join(withSlashes(folder), file);
    return { path: shown, text: readBytes(shown) };
  });
}

function readBytes(file: string): Uint8Array {
  try {
    return readRegular(file);
  } catch (error) {
    throw new UsageError(`cannot read ${visible(file)}: ${systemReason(error)}`);
  }
}

function filesOf(given: string, listing: Listing): string[] {
  const found = filesAt(given, listing);
  if (found !== undefined) return found;
  const shown = withSlashes(given);
  const { base, isGlob } = picomatch.scan(shown);
  if (isGlob) {
    const matches = picomatch(posix.normalize(shown));
    const folder = base === "" ? "." : base;
    const candidates = statOf(folder)?.isDirectory() ? yamlFilesIn(folder, listing) : [];
    const matching = candidates.map((file) => posix.join(base, file)).filter((file) => matches(file));
    if (matching.length > 0) return matching;
    throw new UsageError(`no file matches ${visible(shown)}`);
  }
  const hint = shown === "vpn.yaml" ? "; name the file or folder, or begin one with vpngen init" : "";
  throw new UsageError(`there is no ${visible(shown)}${hint}`);
}
