/** The files of one side of a comparison: of a revision, of git's index, of the working tree, or one file. */

import { posix } from "node:path";
import picomatch from "picomatch/posix";
import type { Source } from "../compile.ts";
import { visible } from "../render/cells.ts";
import type { Context } from "./context.ts";
import { UsageError } from "./exit.ts";
import { blobs, isRevision, type Tree } from "./git-tree.ts";
import { readSources } from "./inputs.ts";
import { withSlashes } from "./listing.ts";
import { statOf } from "./read.ts";

/** Where the files of a side come from. */
export type Side =
  | { readonly kind: "working tree" }
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "git"; readonly tree: Tree };

/**
 * What `--from` or `--to` names: a revision of git, or else a file. `./NAME` is always a file.
 *
 * @throws UsageError if it is neither
 */
export function sideOf(flag: string, given: string): Side {
  const isPath = given.startsWith("./") || given.startsWith("../") || posix.isAbsolute(given);
  if (!isPath && isRevision(given)) return { kind: "git", tree: { revision: given } };
  if (statOf(given)?.isFile()) return { kind: "file", file: withSlashes(given) };
  throw new UsageError(`${flag} needs a revision of git or a file; there is no ${visible(given)}`);
}

/** The files of a side that the PATHs stand for; a missing one is absent, since the other side may have it. */
export function sourcesOf(side: Side, paths: readonly string[], context: Context): Source[] {
  if (side.kind === "file") return readSources([side.file], context, { tracked: false });
  if (side.kind === "working tree") {
    const there = paths.filter((given) => isGlob(given) || statOf(given) !== undefined);
    return there.flatMap((given) => inWorkingTree(given, context));
  }
  const isWanted = paths.map(matcher);
  return blobs(side.tree, (file) => isWanted.some((matches) => matches(file)));
}

/** A folder without a vpn.yaml is no mistake here: the other side can have one. */
function inWorkingTree(given: string, context: Context): Source[] {
  try {
    return readSources([given], context, { tracked: false });
  } catch (error) {
    if (error instanceof UsageError && (statOf(given)?.isDirectory() || isGlob(given))) return [];
    throw error;
  }
}

function isGlob(given: string): boolean {
  return picomatch.scan(withSlashes(given)).isGlob;
}

/** Whether a file of git, by its path from the working directory, is meant by a PATH. */
function matcher(given: string): (file: string) => boolean {
  const shown = posix.normalize(withSlashes(given)).replace(/\/$/, "");
  const isVpn = (file: string) => /(^|[/.])vpn\.ya?ml$/.test(file);
  if (isGlob(given)) return picomatch(shown);
  if (shown === ".") return (file) => isVpn(file) && !file.startsWith("../");
  return (file) => file === shown || (isVpn(file) && file.startsWith(`${shown}/`));
}
