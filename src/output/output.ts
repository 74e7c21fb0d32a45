/** Artifacts on the disk: look first, at all folders; then write. */
import type { ArtifactFolder, Output } from "../artifact.ts";
import { digestOf } from "../cache/seen.ts";
import { OutputError } from "./error.ts";
import { type FolderPlan, generatedFiles, namesToRead, planFolder, type Step } from "./plan.ts";
import { type DiskFile, directoriesIn, findLeftovers, readEntries, readManifest } from "./snapshot.ts";
import { writeFolder } from "./write.ts";

export interface OutputOptions {
  /** Limits writing, comparing and orphans to these targets. All where absent. */
  readonly targets?: readonly string[];
  /** Delete orphans, instead of leaving them where they are. */
  readonly prune: boolean;
  /** Characters of texts beyond which they are made again when they are needed; some millions where absent. */
  readonly kept?: number;
}

export interface OutputPlan {
  readonly folders: readonly PlannedFolder[];
  /** Every reason not to write, of all folders. `applyPlan` refuses while there is one. */
  readonly problems: readonly OutputError[];
}

/** What a build would do to one folder. A run of many files cannot hold all their texts. */
export interface PlannedFolder {
  readonly folder: string;
  readonly steps: readonly PlannedStep[];
  /** Whether there is nothing to do: no step but `same`, and no leftover. */
  readonly isDone: boolean;
  /** The plan with its texts, where they were not kept made anew, of the disk as it is then. */
  readonly whole: () => Promise<FolderPlan>;
}

/** A step, with what was found in the place of the file. Every `Step` is one. */
export interface PlannedStep {
  readonly kind: Step["kind"];
  readonly file: Pick<Step["file"], "path" | "name">;
  readonly before?: DiskFile | DigestedFile;
}

/** A file on the disk, known by its digest. */
export interface DigestedFile extends Pick<DiskFile, "stamp" | "executable"> {
  readonly digest: string;
}

/** What makes the artifacts of a folder, perhaps formatted. */
export interface FolderOutput extends Output<ArtifactFolder | Promise<ArtifactFolder>> {
  /** All of its steps, where it is known to stand as it would be made; then it is not made. */
  readonly same?: readonly PlannedStep[];
}

/** 8 to 16 MiB of texts, those of some 30 VPNs. */
const mostKept = 8 * 1024 * 1024;

/** Says what a build of these folders would do. Reads, and writes nothing. */
export async function planOutput(
  outputs: Iterable<FolderOutput>,
  { targets, prune, kept = mostKept }: OutputOptions,
): Promise<OutputPlan> {
  const selected = targets ? new Set(targets) : null;
  const folders = new Map<string, PlannedFolder>();
  const problems: OutputError[] = [];
  let size = 0;
  for (const output of outputs) {
    try {
      if (folders.has(output.folder)) throw shared(output);
      const makePlan = async () => planOne(await output.make(), { selected, prune });
      if (output.same !== undefined) {
        const { folder, same: steps } = output;
        folders.set(folder, { folder, steps, isDone: true, whole: makePlan });
        continue;
      }
      const plan = await makePlan();
      problems.push(...plan.problems);
      size += sizeOf(plan);
      folders.set(output.folder, size <= kept ? whole(plan) : withoutTexts(plan, makePlan));
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

/** Characters that a plan holds; of a file that is the same, once. */
function sizeOf({ steps }: FolderPlan): number {
  return steps.reduce((sum, step) => {
    const made = "text" in step.file ? step.file.text.length : 0;
    return sum + made + (step.kind === "update" || step.kind === "orphan" ? step.before.text.length : 0);
  }, 0);
}

function whole(plan: FolderPlan): PlannedFolder {
  return { folder: plan.folder, steps: plan.steps, isDone: isDone(plan), whole: async () => plan };
}

function withoutTexts(plan: FolderPlan, makeAgain: PlannedFolder["whole"]): PlannedFolder {
  return { folder: plan.folder, steps: plan.steps.map(outlineOf), isDone: isDone(plan), whole: makeAgain };
}

function isDone({ leftovers, steps }: FolderPlan): boolean {
  return leftovers.length === 0 && steps.every(({ kind }) => kind === "same");
}

function outlineOf(step: Step): PlannedStep {
  const { kind, file } = step;
  const { path, name } = file;
  const planned = { kind, file: { path, name } };
  if (step.kind !== "same") return planned;
  const { stamp, executable, text } = step.before;
  return { ...planned, before: { stamp, executable, digest: digestOf(text) } };
}

function shared({ folder, source }: Pick<ArtifactFolder, "folder" | "source">): OutputError {
  return new OutputError(
    folder,
    `${folder} is the output of two files, one of them ${source}: give each its own name`,
  );
}

/** The files that are not as they should be, in order of folders and names. */
export function changesOf({ folders }: OutputPlan): readonly PlannedStep[] {
  return folders.flatMap(({ steps }) => steps.filter(({ kind }) => kind !== "same"));
}

/**
 * Carries out a plan: writes what changed and, if it prunes, deletes orphans.
 *
 * @throws OutputError the plan's first problem, before anything is written; or what the system refused.
 */
export async function applyPlan({ folders, problems }: OutputPlan): Promise<void> {
  const [problem] = problems;
  if (problem) throw problem;
  for (const folder of folders) if (!folder.isDone) writeFolder(await folder.whole());
}
