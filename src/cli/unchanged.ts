/** What a run of several files need not do again when only some of them have changed. */
import { digestOf, type Seen } from "../cache/seen.ts";
import type { Source } from "../compile.ts";
import type { PlannedStep } from "../output/output.ts";
import { formattingFiles } from "../output/surroundings.ts";
import type { CompiledPaths } from "./compile-paths.ts";
import type { Context } from "./context.ts";
import { directoriesOf, type Memory, type RememberedFolder, readMemory } from "./memory.ts";
import { allAgain, isClear, isSame } from "./recall.ts";

/** What a run need not do again, as far as the last one with the same arguments tells. */
export interface Unchanged {
  /**
   * The folders that stand as they were left, with all their steps. Artifacts come from their own source, the program,
   * and what decides formatting; from other sources come only findings.
   */
  readonly folders: (compiled: CompiledPaths) => ReadonlyMap<string, readonly PlannedStep[]>;
}

/** For a run that goes by nothing. */
export const nothingUnchanged: Unchanged = { folders: () => new Map() };

/** Looks up the last run. A run of one source gains nothing by it. */
export function unchangedSince(context: Context): Unchanged {
  if (context.program === undefined) return nothingUnchanged;
  return {
    folders: (compiled) => {
      if (compiled.sources.length < 2) return new Map();
      try {
        const last = lastRun(context, compiled.sources);
        return last === undefined ? new Map() : foldersIn(last, compiled);
      } catch {
        // An entry that is not what it should be is none.
        return new Map();
      }
    },
  };
}

/** A run whose program, and what decided formatting, are the same still. */
interface LastRun {
  readonly memory: Memory;
  /** Paths of the sources that hold what they held then. */
  readonly same: ReadonlySet<string>;
}

function lastRun(context: Context, sources: readonly Source[]): LastRun | undefined {
  const memory = readMemory(context);
  if (memory === undefined) return undefined;
  const formatting = formattingFiles(directoriesOf(memory.artifacts), context.packageRoot);
  if (!isSame(formatting, memory.formatting) || allAgain(memory.others) === undefined) return undefined;
  const before = new Map(memory.sources.map(({ path, digest }) => [path, digest]));
  const same = sources.filter(({ path, text }) => before.get(path) === digestOf(text));
  return { memory, same: new Set(same.map(({ path }) => path)) };
}

function foldersIn({ memory, same }: LastRun, { outputs }: CompiledPaths) {
  const unchanged = new Map<string, readonly PlannedStep[]>();
  const wanted = new Map(outputs.map(({ folder, source }) => [folder, source]));
  let begin = 0;
  for (const remembered of memory.folders) {
    const { folder, source, count } = remembered;
    const artifacts = memory.artifacts.slice(begin, begin + count);
    begin += count;
    if (wanted.get(folder) !== source || !same.has(source) || !isClear(remembered)) continue;
    const again = allAgain(artifacts);
    if (again)
      unchanged.set(
        folder,
        again.map((seen) => stepOf(seen, remembered)),
      );
  }
  return unchanged;
}

function stepOf(seen: Seen, { folder }: RememberedFolder): PlannedStep {
  const { path, stamp, digest, executable = null } = seen;
  return {
    kind: "same",
    file: { path, name: path.slice(folder.length + 1) },
    before: { stamp, executable, digest },
  };
}
