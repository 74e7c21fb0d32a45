/** The command as a user runs it: bundled, in a process of its own. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { bundle } from "../../scripts/bundle.mjs";

const root = path.resolve(import.meta.dirname, "../..");

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Bundles the sources as they are now; gives a function that runs the command in a folder. */
export async function bundledCli(name: string) {
  const home = await bundledHome(name);
  const cli = path.join(home, "dist/cli.cjs");
  return (
    cwd: string,
    args: readonly string[],
    input: string | Uint8Array = "",
    more: Readonly<Record<string, string>> = {},
  ): Run => {
    const { NODE_OPTIONS: _, FORCE_COLOR: __, ...ambient } = process.env;
    const env = { ...ambient, XDG_CACHE_HOME: path.join(home, "cache"), ...more };
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      cwd,
      env,
      input,
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };
}

/** Bundles likewise; gives a folder for the PATH, with the command `vpngen` in it. */
export async function bundledBin(name: string): Promise<string> {
  const bin = path.join(await bundledHome(name), "bin");
  mkdirSync(bin);
  symlinkSync("../dist/cli.cjs", path.join(bin, "vpngen"));
  return bin;
}

/** A folder laid out as the package is. */
async function bundledHome(name: string): Promise<string> {
  // Below node_modules, so that the bundle finds prettier; beside it, what the package has there.
  const home = path.join(root, "node_modules/.cache/vpngen-tests", name);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  for (const beside of ["package.json", "schemas"])
    symlinkSync(path.join(root, beside), path.join(home, beside));
  cpSync(await bundledPrograms(), path.join(home, "dist"), { recursive: true });
  return home;
}

/** The folder of the bundles, made once by each worker; none of its tests may change it. */
export function bundledPrograms(): Promise<string> {
  bundled ??= bundleOnce();
  return bundled;
}

let bundled: Promise<string> | undefined;

async function bundleOnce(): Promise<string> {
  const folder = path.join(root, `node_modules/.cache/vpngen-tests/bundle-${process.pid}`);
  await bundle(folder);
  return folder;
}
