/** Runs of `build` in this process, the fast way and the slow way, in a repository of their own. */
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, vi } from "vitest";
import { look, type Seen } from "../../src/cache/seen.ts";
import { build } from "../../src/cli/build.ts";
import { recall } from "../../src/cli/recall.ts";
import { baseExample } from "../../src/rules/base-example.ts";
import { printed } from "./printed.ts";

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

/** What a command gets that runs with these arguments. */
export function contextOf(args: readonly string[]) {
  return {
    args,
    env: { XDG_CACHE_HOME: path.join(top, "cache") },
    isTerminal: () => false,
    packageRoot,
    program: { seen: () => look("../program.cjs", "theirs")?.seen as Seen, keepCode: () => {} },
  };
}

/** What the slow way prints. */
export async function slow(args: readonly string[] = []): Promise<string> {
  printed.length = 0;
  await build(contextOf(args));
  return printed.join("");
}

/** What the fast way prints; undefined where it leaves the run to the slow one. */
export function fast(args: readonly string[] = []): string | undefined {
  printed.length = 0;
  return recall(contextOf(["build", ...args])) === undefined ? undefined : printed.join("");
}

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
  await slow(args);
  await begin();
  await slow(args);
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

/** What the cache remembers of the one run. */
export function entry(): string {
  const [file = "", ...others] = entries(".run");
  expect(others).toEqual([]);
  return file;
}

/** Files that the cache folder has of a kind. */
export function entries(kind: string): string[] {
  const names = fs.readdirSync("../cache/vpngen").filter((name) => name.endsWith(kind));
  return names.map((name) => path.join("../cache/vpngen", name));
}
