/** Notes what a run saw that found everything up to date. */
import { existsSync } from "node:fs";
import { type Look, look, type Seen } from "../cache/seen.ts";
import type { OutputPlan } from "../output/output.ts";
import { areSelfContained, formattingFiles, hasContent } from "../output/surroundings.ts";
import type { Neighbour } from "../source/sops.ts";
import type { CompiledPaths } from "./compile-paths.ts";
import type { Context } from "./context.ts";
import { orDefault } from "./listing.ts";
import { directoriesOf, largestCopy, type Printed, writeCopy, writeMemory } from "./memory.ts";

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
  const steps = plan.folders.flatMap((folder) => folder.steps);
  const size = steps.reduce((sum, step) => sum + (step.kind === "same" ? step.before.text.length : 0), 0);
  const isLarge = size > largestCopy;
  const artifacts = whole(
    steps.map((step) => (isLarge ? withoutContent(artifactOf(step)) : artifactOf(step))),
  );
  const formatting = whole(run.formatting.filter(hasContent).map(settled));
  if (!sources || !neighbours || !artifacts || !formatting) return;
  const again = formattingFiles(directoriesOf(artifacts.map(({ seen }) => seen)), context.packageRoot);
  if (JSON.stringify(again) !== JSON.stringify(run.formatting)) return;
  const configuration = formatting.map(({ seen, content }) => ({
    path: seen.path,
    text: content.toString(),
  }));
  if (!areSelfContained(configuration)) return;
  const { seen, copy } = isLarge
    ? { seen: new Map<Look, Seen>(), copy: "" }
    : writeCopy(context, [...sources, ...neighbours, ...artifacts]);
  const all = (files: readonly Look[]) => files.map((file) => seen.get(file) ?? file.seen);
  const others = [context.program.seen(), ...all(neighbours), ...all(formatting)];
  const folders = plan.folders.map(({ folder, steps }) => ({
    folder,
    names: steps.map(({ file }) => file.name),
  }));
  writeMemory(context, {
    ...{ paths: given, sources: all(sources), others, artifacts: all(artifacts), folders },
    ...{ formatting: run.formatting, printed, copy },
  });
}

function artifactOf(step: OutputPlan["folders"][number]["steps"][number]): Look | undefined {
  return step.kind === "same" ? ifSame(look(step.file.path, "ours"), step.before.text) : undefined;
}

/** What many files hold is not to be kept in memory all at once. */
function withoutContent(file: Look | undefined): Look | undefined {
  return file && { ...file, content: Buffer.alloc(0) };
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
