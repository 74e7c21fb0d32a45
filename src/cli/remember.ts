/** Notes what a run saw that found everything up to date. */
import { existsSync, readFileSync } from "node:fs";
import { digestOf, look, type Seen } from "../cache/seen.ts";
import type { OutputPlan } from "../output/output.ts";
import { areSelfContained, formattingFiles, hasContent } from "../output/surroundings.ts";
import type { Neighbour } from "../source/sops.ts";
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
  const again = formattingFiles(directoriesOf(artifacts), context.packageRoot);
  if (JSON.stringify(again) !== JSON.stringify(run.formatting)) return;
  if (!areSelfContained(formatting.map(({ path }) => ({ path, text: readFileSync(path, "utf8") })))) return;
  const others = [context.program.seen(), ...neighbours, ...formatting];
  const folders = plan.folders.map(({ folder, steps }) => ({
    folder,
    names: steps.map(({ file }) => file.name),
  }));
  writeMemory(context, {
    ...{ paths: given, sources, others, artifacts, folders },
    ...{ formatting: run.formatting, printed },
  });
}

function artifactOf(step: OutputPlan["folders"][number]["steps"][number]): Seen | undefined {
  return step.kind === "same" ? ifSame(look(step.file.path, "ours"), step.before.text) : undefined;
}

/** The file, if it holds what the run read; not if the run could not read it. */
function ifSame(seen: Seen | undefined, content: Neighbour | undefined): Seen | undefined {
  if (typeof content !== "string" && !(content instanceof Uint8Array)) return undefined;
  return seen?.digest === digestOf(content) ? seen : undefined;
}

/** A file whose content is known to have been the same all the time. */
function settled(path: string): Seen | undefined {
  const seen = look(path, "theirs");
  return seen?.stamp === "" ? undefined : seen;
}

/** The list, if nothing in it is missing. */
function whole<T>(list: readonly (T | undefined)[]): T[] | undefined {
  const present = list.filter((item) => item !== undefined);
  return present.length === list.length ? present : undefined;
}
