/** Whether a commit would hold what stands in the files now; only asked for hooks. */
import { visible } from "../render/cells.ts";
import { printError } from "./context.ts";
import { type ExitStatus, exit } from "./exit.ts";
import { notStaged } from "./git.ts";

/** What a run was about, as paths from the working directory. */
export interface Places {
  readonly sources: readonly string[];
  readonly artifacts: readonly string[];
  /** Of the artifacts. */
  readonly folders: readonly string[];
}

/**
 * The files that a commit would not hold as they stand, by git's own words of this moment.
 *
 * @throws UsageError outside a work tree, and without git
 */
export function missingFrom({ sources, artifacts, folders }: Places): readonly string[] {
  return notStaged([...sources, ...artifacts], [...sources, ...folders]);
}

/** Says which files are missing, and how a run ends that found that. */
export function stagedStatus(missing: readonly string[]): ExitStatus {
  if (missing.length === 0) return exit.ok;
  const lines = missing.map((file) => `  ${visible(file)}\n`);
  printError(`vpngen: a commit would not hold these as they stand now; git add them\n${lines.join("")}`);
  return exit.findings;
}
