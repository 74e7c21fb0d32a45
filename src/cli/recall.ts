/**
 * The fast way: where a run would find everything as the last one left it, prints what that one printed.
 *
 * What is cheap to find out is found out again, by the code that the slow way has for it: which files a folder stands
 * for, what is in the way of artifacts, where a configuration lies. What takes time is remembered, and holds while
 * every file that it came from is the same.
 */
import { lookAgain, type Seen } from "../cache/seen.ts";
import { directoriesIn, leftoversIn } from "../output/snapshot.ts";
import { formattingFiles } from "../output/surroundings.ts";
import { type Context, print, printError, usesColour } from "./context.ts";
import type { ExitStatus } from "./exit.ts";
import { filesAt, once } from "./listing.ts";
import {
  directoriesOf,
  type Memory,
  type Printed,
  type RememberedFolder,
  readMemory,
  writeMemory,
} from "./memory.ts";
import { type Missing, missingFrom, type Places, stagedStatus } from "./staged.ts";

/** Does all that `build` would do, and gives its status; undefined if it cannot, and then nothing was printed or written. */
export function recall(context: Context): ExitStatus | undefined {
  const [command, ...args] = context.args;
  // --check answers from the files alone; behind -- even its name would be a PATH.
  if (command !== "build" || args.includes("--check") || args.includes("--")) return undefined;
  const found = remembered({ ...context, args });
  if (found === undefined) return undefined;
  printError(found.printed.error);
  print(found.printed.output);
  return stagedStatus(found.missing);
}

/** What the run printed, and what git says now that a commit would lack. */
interface Recalled {
  readonly printed: Printed;
  readonly missing: Missing;
}

function remembered(context: Context): Recalled | undefined {
  try {
    const memory = readMemory(context);
    const now = memory && sameAgain(memory, context);
    if (now === undefined) return undefined;
    // What is staged is git's to say, each time anew.
    const missing = isStaged(context) ? missingFrom(placesIn(now)) : { files: [], scripts: [] };
    // Files that a checkout wrote anew have other stamps; with these, the next run need not read them.
    if (now !== memory) writeMemory(context, now);
    return { printed: now.printed, missing };
  } catch {
    // Whatever is wrong, the slow way has words for it.
    return undefined;
  }
}

function isStaged({ args }: Context): boolean {
  return args.includes("--staged");
}

function placesIn({ sources, artifacts, folders }: Memory): Places {
  return {
    sources: sources.map(({ path }) => path),
    artifacts: artifacts.map(({ path }) => path),
    folders: folders.map(({ folder }) => folder),
  };
}

/** What is remembered, with the files' stamps of today; itself where these are the same, undefined where anything else is not. */
function sameAgain(memory: Memory, context: Context): Memory | undefined {
  const { paths, printed, folders } = memory;
  if (printed.colour !== null && printed.colour !== usesColour(context)) return undefined;
  const named = once(paths.flatMap((given) => filesAt(given, { tracked: isStaged(context) }) ?? []));
  if (
    !isSame(
      named,
      memory.sources.map((seen) => seen.path),
    )
  )
    return undefined;
  const sources = allAgain(memory.sources);
  const others = sources && allAgain(memory.others);
  if (!others || !folders.every(isClear)) return undefined;
  const artifacts = allAgain(memory.artifacts);
  if (artifacts === undefined) return undefined;
  if (!isSame(formattingFiles(directoriesOf(artifacts), context.packageRoot), memory.formatting))
    return undefined;
  const isUnchanged =
    sources === memory.sources && others === memory.others && artifacts === memory.artifacts;
  return isUnchanged ? memory : { ...memory, sources, others, artifacts };
}

/** Whether the folder and those in it are still real ones, and no killed run left anything there. */
export function isClear({ folder, directories }: RememberedFolder): boolean {
  const find = directoriesIn(folder);
  return directories.every(
    (directory) => find(directory).kind === "directory" && leftoversIn(folder, directory).length === 0,
  );
}

/** The files as they are now, the list itself where nothing is new about them; undefined where one is another. */
export function allAgain(files: readonly Seen[]): readonly Seen[] | undefined {
  const again: Seen[] = [];
  for (const file of files) {
    const now = lookAgain(file);
    if (now === undefined) return undefined;
    again.push(now);
  }
  return again.every((file, index) => file === files[index]) ? files : again;
}

export function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, index) => text === others[index]);
}
