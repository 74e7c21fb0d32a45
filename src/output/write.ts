/**
 * The only code that writes artifacts.
 *
 * A run may be killed at any moment. Each file is made beside its place and renamed, so that it is the old
 * or the new one. Orphans go first, then the manifest is written, then the files: a file is listed before it
 * exists and stays listed until it is gone, so that no file of ours is ever taken for a foreign one. A listed
 * file that does not exist harms nothing, and the next run finishes the work. Nothing is synced to the disk: what a
 * power failure takes, the next run makes again.
 */
import {
  closeSync,
  fchmodSync,
  fstatSync,
  openSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { posix } from "node:path";
import { makeDirectory } from "./directory.ts";
import { errorCode, OutputError, systemError } from "./error.ts";
import { manifestName, staysInside } from "./manifest.ts";
import type { FolderPlan, PlannedFile, Step } from "./plan.ts";
import { directoriesIn, obstacleMessage, temporaryFor } from "./snapshot.ts";

/**
 * Carries out a plan.
 *
 * @throws OutputError where the plan has a problem (then nothing was written), or the system refuses a write.
 */
export function writeFolder({ folder, steps, prune, emptied, leftovers, problems }: FolderPlan): void {
  const [problem] = problems;
  if (problem) throw problem;
  for (const leftover of leftovers) remove(leftover);
  for (const { kind, file } of steps) if (kind === "orphan" && prune) removeFile(folder, file.name);
  for (const directory of emptied) removeIfEmpty(folder, directory);
  const pending = steps.filter(needsWriting).map(({ file }) => file);
  const ready = new Set<string>();
  for (const file of pending) if (file.name === manifestName) writeFile(folder, file, ready);
  for (const file of pending) if (file.name !== manifestName) writeFile(folder, file, ready);
}

function needsWriting(step: Step): step is Exclude<Step, { kind: "orphan" }> {
  return step.kind === "create" || step.kind === "update" || step.kind === "mode";
}

/**
 * Writes a file atomically, with mode 0755 or 0644 less the umask.
 *
 * @param ready Directories within the folder in which files were written; this one's is added.
 */
function writeFile(folder: string, { name, text, executable }: PlannedFile, ready: Set<string>): void {
  const at = `${folder}/${name}`;
  const directory = posix.dirname(at);
  const exists = hasDirectory(folder, name, ready);
  const temporary = posix.join(directory, temporaryFor(posix.basename(name)));
  try {
    if (!exists) makeDirectory(directory);
    ready.add(posix.dirname(name));
    // "wx" never follows a link that someone put there.
    const file = openSync(temporary, "wx", executable ? 0o755 : 0o644);
    try {
      writeFileSync(file, text);
      if (executable) letOwnerExecute(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, at);
  } catch (error) {
    discard(temporary);
    throw systemError("write", at, error);
  }
}

/** A umask that takes the owner's right to execute is not meant for scripts. */
function letOwnerExecute(file: number): void {
  const { mode } = fstatSync(file);
  if ((mode & 0o100) === 0) fchmodSync(file, mode | 0o100);
}

function removeFile(folder: string, name: string): void {
  hasDirectory(folder, name);
  remove(`${folder}/${name}`);
}

function removeIfEmpty(folder: string, directory: string): void {
  const at = `${folder}/${directory}`;
  if (directoriesIn(folder)(directory).kind !== "directory") return;
  try {
    rmdirSync(at);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes(errorCode(error))) throw systemError("delete", at, error);
  }
}

/**
 * Whether the directory of a file exists.
 *
 * @param ready Directories within the folder that need no look.
 * @throws OutputError where it lies outside the folder, or a link on the way leads out.
 */
function hasDirectory(folder: string, name: string, ready: ReadonlySet<string> = new Set()): boolean {
  if (!staysInside(name)) throw new OutputError(name, `${JSON.stringify(name)} is not a path in ${folder}`);
  const directory = posix.dirname(name);
  if (ready.has(directory)) return true;
  const found = directoriesIn(folder)(directory);
  if (found.kind === "obstacle") throw new OutputError(found.path, obstacleMessage(found));
  return found.kind === "directory";
}

function remove(at: string): void {
  try {
    unlinkSync(at);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw systemError("delete", at, error);
  }
}

/** Removes our temporary file after a failure; the failure is what the user has to hear of. */
function discard(temporary: string): void {
  try {
    unlinkSync(temporary);
  } catch {}
}
