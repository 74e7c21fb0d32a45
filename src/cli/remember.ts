/** Notes what a run saw that found everything up to date. */
import { existsSync } from "node:fs";
import { posix } from "node:path";
import { digestOf, type Look, look, type Seen } from "../cache/seen.ts";
import type { OutputPlan, PlannedStep } from "../output/output.ts";
import { areSelfContained, formattingFiles, hasContent, isFoundByNode } from "../output/surroundings.ts";
import type { Neighbour } from "../source/secrets/sops.ts";
import type { CompiledPaths } from "./compile-paths.ts";
import type { Context } from "./context.ts";
import { orDefault } from "./listing.ts";
import { directoriesOf, type Printed, writeMemory } from "./memory.ts";

/** A run of `build` that had nothing to write. */
export interface IdleRun {
  readonly paths: readonly string[];
  readonly compiled: CompiledPaths;
  /** What `formattingFiles` gave before the artifacts were formatted. */
  readonly formatting: readonly string[];
  readonly plan: OutputPlan;
  readonly printed: Printed;
}

/**
 * Lets the next run with the same arguments do without this one's work, unless something decided it that cannot be
 * compared later: standard input, a glob, a configuration that is a program.
 */
export function remember(context: Context, { paths, plan, printed, ...run }: IdleRun): void {
  const given = orDefault(paths);
  if (context.program === undefined || !given.every((path) => path !== "-" && existsSync(path))) return;
  const { wanted } = run.compiled;
  const sources = whole(run.compiled.sources.map(({ path, text }) => ifSame(look(path, "theirs"), text)));
  const neighbours = whole(
    wanted.map((path) => ifSame(look(path, "theirs"), run.compiled.neighbours.get(path))),
  );
  const artifacts = whole(plan.folders.flatMap(({ steps }) => steps.map(artifactOf)));
  const formatting = whole(run.formatting.filter(hasContent).map(settled));
  if (!sources || !neighbours || !artifacts || !formatting) return;
  const directories = directoriesOf(artifacts);
  const again = formattingFiles(directories, context.packageRoot);
  if (JSON.stringify(again) !== JSON.stringify(run.formatting)) return;
  if (again.length > 0 && !isFoundByNode(directories, context.packageRoot)) return;
  const configuration = formatting.map(({ seen, content }) => ({
    path: seen.path,
    text: content.toString(),
  }));
  if (!areSelfContained(configuration)) return;
  const all = (files: readonly Look[]) => files.map(({ seen }) => seen);
  const others = [context.program.seen(), ...all(neighbours), ...all(formatting)];
  const sourceOf = new Map(run.compiled.outputs.map(({ folder, source }) => [folder, source]));
  const folders = plan.folders.map(({ folder, steps }) => ({
    ...{ folder, source: sourceOf.get(folder) ?? "", count: steps.length },
    directories: [...new Set(steps.map(({ file }) => posix.dirname(file.name)))],
  }));
  writeMemory(context, {
    ...{ paths: given, sources: all(sources), others, artifacts, folders },
    ...{ formatting: run.formatting, printed },
  });
}

/** An artifact as the plan found it, which left it alone. */
function artifactOf({ kind, file, before }: PlannedStep): Seen | undefined {
  if (kind !== "same" || before === undefined) return undefined;
  const { stamp, executable } = before;
  const digest = "digest" in before ? before.digest : digestOf(before.text);
  return { path: file.path, stamp, executable, digest };
}

/** The file, if it holds what the run read; not if the run could not read it. */
function ifSame(now: Look | undefined, content: Neighbour | undefined): Look | undefined {
  if (typeof content !== "string" && !(content instanceof Uint8Array)) return undefined;
  return now?.content.equals(Buffer.from(content)) ? now : undefined;
}

/** A file whose content is known to have been the same all the time. */
function settled(path: string): Look | undefined {
  const now = look(path, "theirs");
  return now?.seen.stamp === "" ? undefined : now;
}

/** The list, if nothing in it is missing. */
function whole<T>(list: readonly (T | undefined)[]): T[] | undefined {
  const present = list.filter((item) => item !== undefined);
  return present.length === list.length ? present : undefined;
}
