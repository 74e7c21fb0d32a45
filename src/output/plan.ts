/** What a build would do to one artifact folder. Pure: the disk comes as a snapshot. */
import { posix } from "node:path";
import type { ArtifactFolder } from "../artifact.ts";
import { OutputError } from "./error.ts";
import { isUsersOwn, type Manifest, manifestName, printManifest, staysInside } from "./manifest.ts";
import { type DiskEntry, type DiskFile, type Obstacle, obstacleMessage } from "./snapshot.ts";

/**
 * One file of ours, and what has to happen to it. `mode`: the text is right and the executable bit wrong.
 * `orphan`: the manifest has it and nothing generates it any longer.
 */
export type Step = Create | Existing<"update"> | Existing<"mode"> | Existing<"same"> | Orphan;

interface Create {
  readonly kind: "create";
  readonly file: PlannedFile;
}

interface Existing<Kind> {
  readonly kind: Kind;
  readonly file: PlannedFile;
  readonly before: DiskFile;
}

interface Orphan {
  readonly kind: "orphan";
  readonly file: Pick<PlannedFile, "path" | "name" | "target">;
  readonly before: DiskFile;
}

export interface PlannedFile {
  /** The whole path, as the user reads it. */
  readonly path: string;
  /** The path within the folder. */
  readonly name: string;
  readonly target: string;
  readonly text: string;
  readonly executable: boolean;
}

export interface FolderPlan {
  readonly folder: string;
  /** Sorted by name. The manifest is a step of its own, with target "manifest". */
  readonly steps: readonly Step[];
  /** Whether orphans are deleted. If not, they stay in the manifest. */
  readonly prune: boolean;
  /** Directories within the folder, deepest first, that go if pruning leaves them empty. */
  readonly emptied: readonly string[];
  /** Whole paths of temporary files that killed runs left. */
  readonly leftovers: readonly string[];
  /** What stops the run before anything is written. */
  readonly problems: readonly OutputError[];
}

export interface PlanInput {
  readonly folder: string;
  /** What `generatedFiles` gives of the targets. */
  readonly generated: ReadonlyMap<string, PlannedFile>;
  /** Limits everything to these targets' files; null is all. */
  readonly targets: ReadonlySet<string> | null;
  readonly prune: boolean;
  /** Undefined where the folder has none. */
  readonly manifest: Manifest | undefined;
  /** By path within the folder: what is on the disk, for each name that `namesToRead` gives. */
  readonly disk: ReadonlyMap<string, DiskEntry>;
  readonly leftovers: readonly string[];
}

/** The paths within the folder whose state on the disk decides the plan. */
export function namesToRead({
  generated,
  targets,
  manifest,
}: Pick<PlanInput, "generated" | "targets" | "manifest">) {
  const listed = [...(manifest ?? [])]
    .filter(([, target]) => targets?.has(target) ?? true)
    .map(([name]) => name);
  return new Set([...generated.keys(), ...listed, manifestName]);
}

/**
 * Compares what was generated with the manifest and the disk.
 *
 * A file that is on the disk, not in the manifest, and differs from ours is foreign: a problem. One that is
 * ours to the letter is adopted, so that a lost manifest comes back by itself where nothing changed.
 */
export function planFolder(input: PlanInput): FolderPlan {
  const { folder, generated, targets, prune, manifest = new Map<string, string>(), disk, leftovers } = input;
  const steps: Step[] = [];
  const problems: OutputError[] = [];
  const next = new Map([...generated.values()].map(({ name, target }) => [name, target]));
  const emptied = new Set<string>();

  for (const file of generated.values()) {
    const before = disk.get(file.name) ?? { kind: "absent" };
    if (before.kind === "obstacle") problems.push(new OutputError(before.path, obstacleMessage(before)));
    else if (before.kind === "absent") steps.push({ kind: "create", file });
    else if (before.text !== file.text && !manifest.has(file.name)) problems.push(foreign(input, file.path));
    else steps.push(compare(file, before));
  }

  for (const [name, target] of manifest) {
    if (generated.has(name)) continue;
    if (targets && !targets.has(target)) {
      next.set(name, target);
      continue;
    }
    const before = disk.get(name) ?? { kind: "absent" };
    const at = `${folder}/${name}`;
    if (before.kind === "obstacle") problems.push(unlisted(input, at, before));
    if (before.kind === "file") steps.push({ kind: "orphan", file: { path: at, name, target }, before });
    if (before.kind === "file" && !prune) next.set(name, target);
    else for (const directory of directoriesAbove(name)) emptied.add(directory);
  }

  const own = manifestStep(input, next);
  if (own) steps.push(own);
  steps.sort((a, b) => (a.file.name < b.file.name ? -1 : 1));
  const deepestFirst = [...emptied].sort((a, b) => b.length - a.length);
  return { folder, steps, prune, emptied: prune ? deepestFirst : [], leftovers, problems };
}

function compare(file: PlannedFile, before: DiskFile): Step {
  if (before.text !== file.text) return { kind: "update", file, before };
  const rightMode = before.executable === null || before.executable === file.executable;
  return { kind: rightMode ? "same" : "mode", file, before };
}

/** The manifest counts as the same while it lists the same files, so that a formatter may touch it. */
function manifestStep({ folder, manifest, disk }: PlanInput, next: Manifest): Step | undefined {
  const name = manifestName;
  const at = `${folder}/${name}`;
  const file = { path: at, name, target: "manifest", text: printManifest(next), executable: false };
  const before = disk.get(name);
  if (!manifest || before?.kind !== "file") return next.size > 0 ? { kind: "create", file } : undefined;
  return { kind: printManifest(manifest) === file.text ? "same" : "update", file, before };
}

/**
 * The files of a folder by their paths within it, of these targets; null is all.
 *
 * @throws Error where they cannot be one folder's files: a defect of ours.
 */
export function generatedFiles({ folder, files }: ArtifactFolder, targets: ReadonlySet<string> | null) {
  const byName = new Map<string, PlannedFile>();
  for (const file of files) {
    if (targets && !targets.has(file.target)) continue;
    const name = file.path.startsWith(`${folder}/`) ? file.path.slice(folder.length + 1) : "";
    if (!staysInside(name)) throw new Error(`generated file ${file.path} is not in ${folder}`);
    if (isUsersOwn(name)) throw new Error(`generated file ${file.path} has a name that belongs to the user`);
    if (byName.has(name)) throw new Error(`${file.path} is generated twice`);
    byName.set(name, { ...file, name });
  }
  for (const { name, path: at } of byName.values()) {
    const parent = directoriesAbove(name).find((directory) => byName.has(directory));
    if (parent) throw new Error(`${at} and ${folder}/${parent} cannot both be files`);
  }
  return byName;
}

/** The directories that lead to a file, within its folder. */
function directoriesAbove(name: string): string[] {
  const parent = posix.dirname(name);
  return parent === "." ? [] : [parent, ...directoriesAbove(parent)];
}

function foreign({ folder, manifest }: PlanInput, at: string): OutputError {
  const list = `${folder}/${manifestName}`;
  const why = manifest ? `${list} does not list it` : `there is no ${list}`;
  const rescue = manifest ? "" : `, or restore ${manifestName} if vpngen did`;
  return new OutputError(at, `${at} exists and vpngen did not write it (${why}): move it away${rescue}`);
}

function unlisted({ folder }: PlanInput, at: string, { path: found, is }: Obstacle): OutputError {
  const list = `${folder}/${manifestName}`;
  return new OutputError(
    found,
    `${list} lists ${at}, but ${found} is ${is}, which vpngen never makes: delete that line`,
  );
}
