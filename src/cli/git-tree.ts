/** What git holds: the YAML files of a revision, or of the index. */
import { posix } from "node:path";
import type { Source } from "../compile.ts";
import { errorCode } from "../output/error.ts";
import { visible } from "../render/cells.ts";
import { maxBytes } from "../source/findings.ts";
import { UsageError } from "./exit.ts";
import { git, reasonOf } from "./git.ts";

/** A state that git holds. */
export type Tree = { readonly revision: string } | "index";

/** Whether git knows a revision of that name. */
export function isRevision(name: string): boolean {
  try {
    git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`], ".");
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") throw new UsageError("diff needs git, which is not in the PATH");
    return false;
  }
}

/**
 * The YAML files of a tree that are wanted, by their paths from the working directory.
 *
 * @throws UsageError outside a work tree, and without git
 */
export function blobs(tree: Tree, isWanted: (file: string) => boolean): Source[] {
  try {
    const listed = tree === "index" ? ofIndex() : ofRevision(tree.revision);
    const prefix = git(["rev-parse", "--show-prefix"], ".").toString().trimEnd();
    return listed.flatMap(({ id, file }) => {
      const path = posix.relative(prefix === "" ? "." : prefix, file);
      return /\.ya?ml$/.test(path) && isWanted(path) ? [{ path, text: blob(id) }] : [];
    });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (errorCode(error) === "ENOENT") throw new UsageError("diff needs git, which is not in the PATH");
    throw new UsageError(`diff asks git, which says: ${visible(reasonOf(error))}`);
  }
}

interface Listed {
  readonly id: string;
  /** From the top of the work tree. */
  readonly file: string;
}

/** Lines such as `100644 blob ID<tab>FILE`; links and submodules are left out. */
function ofRevision(revision: string): Listed[] {
  const listed = git(["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", `${revision}^{commit}`], ".");
  return lines(listed).flatMap((line) => {
    const [, id = "", file = ""] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return id === "" ? [] : [{ id, file }];
  });
}

/** Lines such as `100644 ID 0<tab>FILE`. */
function ofIndex(): Listed[] {
  return lines(git(["ls-files", "--stage", "-z", "--full-name", "--", ":/"], ".")).flatMap((line) => {
    const [, id = "", file = ""] = /^100\d{3} ([0-9a-f]+) 0\t(.*)$/s.exec(line) ?? [];
    return id === "" ? [] : [{ id, file }];
  });
}

function lines(listed: Buffer): string[] {
  return listed
    .toString()
    .split("\0")
    .filter((line) => line !== "");
}

/** What is in the object, as far as it is looked at. */
function blob(id: string): Uint8Array {
  return git(["cat-file", "blob", id], ".").subarray(0, maxBytes + 1);
}
