/** Runs of `build` in this process, whole and skipped, in a repository of their own. */
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, vi } from "vitest";
import { build } from "../../src/cli/build.ts";
import type { Context } from "../../src/cli/context.ts";
import { remembering, unchanged } from "../../src/cli/unchanged.ts";
import { baseExample } from "../../src/rules/base-example.ts";

const packageRoot = path.resolve(import.meta.dirname, "../..");
const home = process.cwd();
/** A repository, the program, and the cache. */
let top = home;

/** Makes a repository with the base example and goes there. */
export function enter(): void {
  top = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), "vpngen-recall-")));
  fs.mkdirSync(path.join(top, "repository/.git"), { recursive: true });
  process.chdir(path.join(top, "repository"));
  put("vpn.yaml", baseExample);
  put("../program.cjs", "version 1");
}

export function leave(): void {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.chdir(home);
  if (top !== home) fs.rmSync(top, { recursive: true });
}

export function read(file: string): string {
  return fs.readFileSync(file, "utf8");
}

export function put(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** Changes a file to one of the same length, with the times that it had. */
export function replaceUnseen(file: string, from: string, to: string): void {
  const { atime, mtime } = fs.statSync(file);
  const text = read(file);
  expect(text).toContain(from);
  expect(to).toHaveLength(from.length);
  fs.writeFileSync(file, text.replace(from, to));
  fs.utimesSync(file, atime, mtime);
}

/** What a build gets from its process; what it prints goes into the list. */
function contextOf(printed: string[], env: Context["env"]): Context {
  const print = (text: string) => void printed.push(text);
  return {
    env: { XDG_CACHE_HOME: path.join(top, "cache"), ...env },
    packageRoot,
    program: path.resolve("../program.cjs"),
    stdin: () => Buffer.from(baseExample),
    stdout: print,
    stderr: print,
    isTerminal: () => false,
    terminal: () => undefined,
  };
}

export interface Run {
  /** Undefined where a build is left to do. */
  readonly status: number | undefined;
  readonly printed: string;
}

/** A whole build. */
export async function whole(args: readonly string[] = [], env: Context["env"] = {}): Promise<Run> {
  const printed: string[] = [];
  const status = await remembering(build)(args, contextOf(printed, env));
  return { status, printed: printed.join("") };
}

/** A run that skips the build, where it can. */
export function skipped(args: readonly string[] = [], env: Context["env"] = {}): Run {
  const printed: string[] = [];
  const status = unchanged(["build", ...args], contextOf(printed, env));
  return { status, printed: printed.join("") };
}

/** What `skipped` gives where a build is left to do. */
export const notSkipped: Run = { status: undefined, printed: "" };

/** From now on, processes begin when all files have been as they are for long. */
export async function later(): Promise<void> {
  await tick();
  vi.spyOn(process, "uptime").mockReturnValue(-60);
}

/** From now on, processes begin before any file is written, so that no stamp can be trusted. */
export function atOnce(): void {
  vi.spyOn(process, "uptime").mockReturnValue(Date.now() / 1000);
}

/** Builds, and builds again, so that the next run has something to go by. */
export async function settle(args: readonly string[] = [], begin: () => void | Promise<void> = later) {
  await whole(args);
  await begin();
  await whole(args);
  await tick();
}

/** Until the clock of the file system has moved on. */
function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 12));
}

/** Every path below a folder, with what is there. */
export function treeOf(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => {
      const stat = fs.lstatSync(path.join(folder, name));
      const content = stat.isFile() ? read(path.join(folder, name)) : "";
      return [
        name,
        stat.mode,
        stat.isSymbolicLink() ? fs.readlinkSync(path.join(folder, name)) : content,
      ].join(" ");
    });
}

/** The file in which the cache has the one run. */
export function entry(): string {
  const [name = "", ...others] = fs.readdirSync("../cache/vpngen");
  expect(others).toEqual([]);
  return path.join("../cache/vpngen", name);
}
