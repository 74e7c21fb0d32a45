/** What a command gets from the process, and how it speaks. The rest of the program neither prints nor exits. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withoutCommands } from "../render/log.ts";

export interface Streams {
  /** All that standard input holds, as far as it is looked at. */
  readonly stdin: () => Uint8Array;
  /** Each takes a text, whole and at once. */
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether standard error is a terminal; finding out takes some milliseconds. */
  readonly isTerminal: () => boolean;
  /** Where questions can be asked; undefined where nobody can answer. */
  readonly terminal: () =>
    | { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream }
    | undefined;
}

export interface Context extends Streams {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of vpngen's own package.json and schemas. */
  readonly packageRoot: string;
  /** The file of the program that runs; undefined where it did not come from a bundle. */
  readonly program?: string;
}

/** Version in vpngen's package.json. */
export function versionOf({ packageRoot }: Context): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}

/** Prints to standard output; what CI would take for a command in it is none then. */
export function print({ stdout }: Context, text: string): void {
  stdout(withoutCommands(text));
}

/** Prints commands for CI to standard output. */
export function printCommands({ stdout }: Context, text: string): void {
  stdout(text);
}

/** Prints to standard error, as `print` does. */
export function printError({ stderr }: Context, text: string): void {
  stderr(withoutCommands(text));
}

/** Whether findings are coloured: https://no-color.org and the FORCE_COLOR convention. */
export function usesColour({ env, isTerminal }: Context): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return env.TERM !== "dumb" && isTerminal();
}
