/** Runs a command in a real pseudo-terminal, as a person at a keyboard would. */
import { spawnSync } from "node:child_process";
import path from "node:path";

/** Waits for what matches the regular expression behind what was read so far, and types. */
export interface Step {
  readonly wait: string;
  readonly send: string;
}

export interface Session {
  /** What the terminal showed, without escape sequences. */
  readonly transcript: string;
  readonly status: number | null;
  readonly signal: number | null;
  /** What was waited for, and never came. */
  readonly waiting: string | null;
}

export interface Task {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export function inTerminal({ command, cwd, env = {}, steps }: Task): Session {
  const { NODE_OPTIONS: _, FORCE_COLOR: __, ...inherited } = process.env;
  const { stdout, stderr, status } = spawnSync("python3", [path.join(import.meta.dirname, "terminal.py")], {
    input: JSON.stringify({ command, cwd, steps, env: { ...inherited, TERM: "xterm", ...env } }),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Session;
}
