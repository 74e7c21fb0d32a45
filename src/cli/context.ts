/** What a command gets from the process, and how it speaks. The rest of the program neither prints nor exits. */
import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { LoadedProgram } from "../cache/program.ts";
import { errorCode } from "../output/error.ts";
import { withoutCommands } from "../render/log.ts";
import { UsageError } from "./exit.ts";
import { pause } from "./read.ts";
import { reasonOf } from "./reason.ts";

export interface Context {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard error is a terminal; finding out takes some milliseconds. */
  readonly isTerminal: () => boolean;
  /** Folder of vpngen's own package.json and schemas. */
  readonly packageRoot: string;
  /** The program as it was loaded; undefined where it did not come from a bundle. */
  readonly program?: LoadedProgram | undefined;
}

/** Version in vpngen's package.json. */
export function versionOf({ packageRoot }: Context): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}

/** Prints to standard output; what CI would take for a command in it is none then. */
export function print(text: string): void {
  write(1, withoutCommands(text));
}

/** Prints commands for CI to standard output. */
export function printCommands(text: string): void {
  write(1, text);
}

/** Prints to standard error, as `print` does. */
export function printError(text: string): void {
  write(2, withoutCommands(text));
}

/** Whether findings are coloured: https://no-color.org and the FORCE_COLOR convention. */
export function usesColour({ env, isTerminal }: Context): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return env.TERM !== "dumb" && isTerminal();
}

/** Synchronous and whole; a stream would cost some milliseconds at the start. */
function write(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const code = errorCode(error);
      // The reader has left, as `| head` does; nothing that is printed is needed any more.
      if (code === "EPIPE") return;
      const stream = descriptor === 1 ? "standard output" : "standard error";
      if (code !== "EAGAIN") throw new UsageError(`cannot write to ${stream}: ${reasonOf(error)}`);
      // A pipe that is not blocking and full: try again until the reader has taken some.
      pause();
    }
  }
}
