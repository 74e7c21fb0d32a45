/** The files that a PATH stands for, unless it is a glob. */

import { type Dirent, readdirSync, statSync } from "node:fs";
import { join, posix, resolve, sep } from "node:path";
import { systemReason } from "../output/error.ts";
import { visible } from "../render/cells.ts";
import { UsageError } from "./exit.ts";
import { yamlFiles } from "./git.ts";
import { statOf } from "./read.ts";

export interface Listing {
  /** Whether folders and globs give only files that git tracks. */
  readonly tracked: boolean;
}

/**
 * The files that a PATH stands for, a folder's sorted; undefined where it names nothing that exists. `-` is itself.
 *
 * @throws UsageError where a folder has none (and not only tracked ones are wanted), or may not be read.
 */
export function filesAt(given: string, listing: Listing): string[] | undefined {
  if (given === "-") return ["-"];
  const shown = withSlashes(given);
  const stat = statOf(given);
  if (!stat?.isDirectory()) return stat && [shown];
  const found = vpnFilesIn(given, listing).map((file) => posix.join(shown, file));
  // A hook must let the commit through that takes the last VPN away.
  if (found.length === 0 && !listing.tracked)
    throw new UsageError(`there is no vpn.yaml and no *.vpn.yaml in ${visible(shown)}`);
  return found;
}

/** Each file once, where it is first named. */
export function once(files: readonly string[]): string[] {
  const seen = new Set<string>();
  return files.filter((file) => {
    if (file === "-") return true;
    const place = resolve(file);
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

/** The PATHs of a command line, or what stands for none. */
export function orDefault(paths: readonly string[]): readonly string[] {
  return paths.length === 0 ? ["vpn.yaml"] : paths;
}

/** A path as it is shown, with `/`. */
export function withSlashes(given: string): string {
  return sep === "\\" ? given.replaceAll("\\", "/") : given;
}

/** Every `vpn.yaml` and `*.vpn.yaml` below a folder, sorted, relative to it, less what git ignores. */
export function vpnFilesIn(folder: string, listing: Listing): string[] {
  return yamlFilesIn(folder, listing).filter((file) => /(^|[/.])vpn\.yaml$/.test(file));
}

/** Every `.yaml` below a folder, likewise. */
export function yamlFilesIn(folder: string, listing: Listing): string[] {
  return (gitFiles(folder, listing) ?? walk(folder, "")).filter((file) => file.endsWith(".yaml")).sort();
}

/** Files that git tracks or, unless these alone are wanted, would add; undefined where git cannot say. */
function gitFiles(folder: string, { tracked }: Listing): string[] | undefined {
  try {
    // A file that is deleted, but not yet in git's eyes, is listed still.
    return yamlFiles(folder, { tracked }).filter((file) =>
      statSync(join(folder, file), { throwIfNoEntry: false })?.isFile(),
    );
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return undefined;
  }
}

function walk(folder: string, below: string): string[] {
  return entriesOf(join(folder, below)).flatMap((entry) => {
    const file = posix.join(below, entry.name);
    if (entry.isDirectory())
      return entry.name === "node_modules" || entry.name === ".git" ? [] : walk(folder, file);
    return entry.isFile() ? [file] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (folder.includes("\ufffd"))
      throw new UsageError(`the name of the folder ${visible(folder)} is not UTF-8: rename it`);
    throw new UsageError(`cannot read the folder ${visible(folder)}: ${systemReason(error)}`);
  }
}
