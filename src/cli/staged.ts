/** Whether a commit would hold what stands in the files now; only asked for hooks. */
import { visible } from "../render/cells.ts";
import { shellWord } from "../render/quote.ts";
import { type Context, printError } from "./context.ts";
import { type ExitStatus, exit } from "./exit.ts";
import { notStaged, withoutBit } from "./git.ts";

/** What a run was about, as paths from the working directory. */
export interface Places {
  readonly sources: readonly string[];
  readonly artifacts: readonly string[];
  /** Those of them that can be executed. */
  readonly scripts: readonly string[];
  /** Of the artifacts. */
  readonly folders: readonly string[];
}

/** What a commit would lack. */
export interface Missing {
  /** Files that it would not hold as they stand. */
  readonly files: readonly string[];
  /** Scripts that it would hold, but not as what can be executed. */
  readonly scripts: readonly string[];
}

/**
 * What a commit would lack, by git's own words of this moment.
 *
 * @throws UsageError outside a work tree, and without git
 */
export function missingFrom({ sources, artifacts, scripts, folders }: Places): Missing {
  const files = notStaged([...sources, ...artifacts], [...sources, ...folders]);
  const staged = scripts.filter((file) => !files.includes(file));
  return { files, scripts: withoutBit(staged) };
}

/** Says which files are missing, and how a run ends that found that. */
export function stagedStatus({ files, scripts }: Missing, context: Context): ExitStatus {
  if (scripts.length > 0) {
    const words = scripts.map(shellWord).join(" ");
    printError(
      context,
      `vpngen: a commit would hold these scripts without their executable bit, since git does not look at modes here (core.fileMode); run this:\n  git update-index --chmod=+x -- ${words}\n`,
    );
  }
  if (files.length === 0) return scripts.length === 0 ? exit.ok : exit.findings;
  const lines = files.map((file) => `  ${visible(file)}\n`);
  printError(
    context,
    `vpngen: a commit would not hold these as they stand now; git add them\n${lines.join("")}`,
  );
  return exit.findings;
}
