/** Runs a command in a real pseudo-terminal, as a person at a keyboard would. */
import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";

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
  /** How many seconds it may show nothing that is waited for, and not end; 30 where absent. */
  readonly patience?: number;
}

const script = path.join(import.meta.dirname, "terminal.py");

export function inTerminal(task: Task): Session {
  const { stdout, stderr, status } = spawnSync("python3", [script], {
    input: inputFor(task),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Session;
}

/** The same for what talks to this process meanwhile. */
export async function inTerminalBeside(task: Task): Promise<Session> {
  const child = spawn("python3", [script], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(inputFor(task));
  return JSON.parse(await text(child.stdout)) as Session;
}

function inputFor({ command, cwd, env = {}, steps, patience = 30 }: Task): string {
  const { NODE_OPTIONS: _, FORCE_COLOR: __, ...inherited } = process.env;
  return JSON.stringify({ command, cwd, steps, patience, env: { ...inherited, TERM: "xterm", ...env } });
}
