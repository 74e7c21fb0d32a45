/** Artifacts on the disk: look first, at all folders; then write. */
import type { ArtifactFolder } from "../artifact.ts";
import { OutputError } from "./error.ts";
import { type FolderPlan, generatedFiles, namesToRead, planFolder, type Step } from "./plan.ts";
import { directoriesIn, findLeftovers, readEntries, readManifest } from "./snapshot.ts";
import { writeFolder } from "./write.ts";

export interface OutputOptions {
  /** Limits writing, comparing and orphans to these targets. All where absent. */
  readonly targets?: readonly string[];
  /** Delete orphans, instead of leaving them where they are. */
  readonly prune: boolean;
}

export interface OutputPlan {
  readonly folders: readonly FolderPlan[];
  /** Every reason not to write, of all folders. `applyPlan` refuses while there is one. */
  readonly problems: readonly OutputError[];
}

/** Says what a build of these folders would do. Reads, and writes nothing. */
export function planOutput(
  outputs: readonly ArtifactFolder[],
  { targets, prune }: OutputOptions,
): OutputPlan {
  const selected = targets ? new Set(targets) : null;
  const folders = new Map<string, FolderPlan>();
  const problems: OutputError[] = [];
  for (const output of outputs) {
    try {
      if (folders.has(output.folder)) throw shared(output);
      const plan = planOne(output, { selected, prune });
      problems.push(...plan.problems);
      folders.set(output.folder, plan);
    } catch (error) {
      if (!(error instanceof OutputError)) throw error;
      problems.push(error);
    }
  }
  return {
    folders: [...folders.values()],
    // One link in the way of several files is one problem.
    problems: [...new Map(problems.map((problem) => [problem.message, problem])).values()],
  };
}

function planOne(
  artifacts: ArtifactFolder,
  { selected, prune }: { selected: ReadonlySet<string> | null; prune: boolean },
): FolderPlan {
  const { folder } = artifacts;
  const generated = generatedFiles(artifacts, selected);
  const directories = directoriesIn(folder);
  const manifest = readManifest(folder, directories);
  const names = namesToRead({ generated, targets: selected, manifest });
  const disk = readEntries(folder, names, directories);
  const leftovers = findLeftovers(folder, names, directories);
  return planFolder({ folder, generated, targets: selected, prune, manifest, disk, leftovers });
}

function shared({ folder, source }: Pick<ArtifactFolder, "folder" | "source">): OutputError {
  return new OutputError(
    folder,
    `${folder} is the output of two files, one of them ${source}: give each its own name`,
  );
}

/** The files that are not as they should be, in order of folders and names. */
export function changesOf({ folders }: OutputPlan): readonly Step[] {
  return folders.flatMap(({ steps }) => steps.filter(({ kind }) => kind !== "same"));
}

/**
 * Carries out a plan: writes what changed and, if it prunes, deletes orphans.
 *
 * @throws OutputError the plan's first problem, before anything is written; or what the system refused.
 */
export function applyPlan({ folders, problems }: OutputPlan): void {
  const [problem] = problems;
  if (problem) throw problem;
  for (const folder of folders) writeFolder(folder);
}
