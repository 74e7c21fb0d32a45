/** The command in this process, wired as in src/cli/main.ts, which spares the start of another. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../../src/cli/run.ts";
import { unchanged } from "../../src/cli/unchanged.ts";
import type { Run } from "./cli.ts";

const packageRoot = path.resolve(import.meta.dirname, "../..");
const cache = mkdtempSync(path.join(tmpdir(), "vpngen-cache-"));
process.on("exit", () => rmSync(cache, { recursive: true, force: true }));

/** Runs the command in a folder, with what the process would get and without a terminal. */
export async function vpngen(
  cwd: string,
  args: readonly string[],
  input: string | Uint8Array = "",
  more: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const { FORCE_COLOR: _, ...ambient } = process.env;
  const env = { ...ambient, XDG_CACHE_HOME: cache, ...more };
  const printed = { stdout: "", stderr: "" };
  const print = (stream: keyof typeof printed) => (text: string) => {
    printed[stream] += text;
  };
  const context = {
    ...{ env, packageRoot },
    program: import.meta.filename,
    stdin: () => Buffer.from(input),
    stdout: print("stdout"),
    stderr: print("stderr"),
    isTerminal: () => false,
    terminal: () => undefined,
  };
  const home = process.cwd();
  process.chdir(cwd);
  try {
    const status = unchanged(args, context) ?? (await run(args, context));
    return { status, ...printed };
  } finally {
    process.chdir(home);
  }
}
