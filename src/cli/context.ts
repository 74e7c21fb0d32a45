/** What a command gets from the process, and how it speaks. The rest of the program neither prints nor exits. */
import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { LoadedProgram } from "../cache/program.ts";

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

export function print(text: string): void {
  write(1, text);
}

export function printError(text: string): void {
  write(2, text);
}

export function readStandardInput(): Uint8Array {
  return readFileSync(0);
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
      if (!(error instanceof Error && "code" in error)) throw error;
      // The reader has left, as `| head` does; nothing that is printed is needed any more.
      if (error.code === "EPIPE") return;
      // A pipe that is not blocking and full: try again until the reader has taken some.
      if (error.code !== "EAGAIN") throw error;
    }
  }
}
