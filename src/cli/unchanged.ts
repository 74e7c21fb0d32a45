/** What a run of several files need not do again when only some of them have changed. */
import { digestOf, type Seen } from "../cache/seen.ts";
import type { PlannedStep } from "../output/output.ts";
import { formattingFiles } from "../output/surroundings.ts";
import type { CompiledPaths } from "./compile-paths.ts";
import type { Context } from "./context.ts";
import { copiesOf, directoriesOf, type Memory, type RememberedFolder, readMemory } from "./memory.ts";
import { allAgain, isClear, isSame } from "./recall.ts";

/**
 * The folders that stand as a run with the same arguments left them, with all their steps. Artifacts come from their
 * own source, the program, and what decides formatting; from other sources come only findings.
 */
export function unchangedFolders(
  context: Context,
  compiled: CompiledPaths,
): ReadonlyMap<string, readonly PlannedStep[]> {
  if (context.program === undefined || compiled.outputs.length < 2) return new Map();
  try {
    const memory = readMemory(context);
    return memory === undefined ? new Map() : unchangedIn(memory, context, compiled);
  } catch {
    // An entry that is not what it should be is none.
    return new Map();
  }
}

function unchangedIn(memory: Memory, context: Context, { sources, outputs }: CompiledPaths) {
  const unchanged = new Map<string, readonly PlannedStep[]>();
  const copyOf = copiesOf(context, memory);
  const directories = directoriesOf(memory.artifacts);
  if (!isSame(formattingFiles(directories, context.packageRoot), memory.formatting)) return unchanged;
  if (allAgain(memory.others, copyOf) === undefined) return unchanged;
  const before = new Map(memory.sources.map(({ path, digest }) => [path, digest]));
  const sameSources = new Set(
    sources.filter(({ path, text }) => before.get(path) === digestOf(text)).map(({ path }) => path),
  );
  const wanted = new Map(outputs.map(({ folder, source }) => [folder, source]));
  let begin = 0;
  for (const remembered of memory.folders) {
    const { folder, source, count } = remembered;
    const artifacts = memory.artifacts.slice(begin, begin + count);
    begin += count;
    if (wanted.get(folder) !== source || !sameSources.has(source) || !isClear(remembered)) continue;
    const again = allAgain(artifacts, copyOf);
    if (again)
      unchanged.set(
        folder,
        again.map((seen) => stepOf(seen, remembered, copyOf)),
      );
  }
  return unchanged;
}

function stepOf(
  seen: Seen,
  { folder }: RememberedFolder,
  copyOf: (seen: Seen) => Buffer | undefined,
): PlannedStep {
  const { path, stamp, digest, executable = null } = seen;
  return {
    kind: "same",
    file: { path, name: path.slice(folder.length + 1) },
    before: { stamp, executable, digest, content: copyOf(seen) },
  };
}
