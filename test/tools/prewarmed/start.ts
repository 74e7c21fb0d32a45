/** Global setup of the tiers that run aws and gcloud: a folder for the PATH with both, prewarmed. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of the prewarmed CLIs: those of aws and gcloud that are installed and are Python packages. */
    prewarmed: string;
  }
}

interface Cli {
  readonly name: string;
  readonly python: string;
  /** Options of Python. */
  readonly options: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), "vpngen-cli-"));
  const servers = [aws(), gcloud()].flatMap((cli) => (cli ? [serve(cli, folder)] : []));
  project.provide("prewarmed", folder);
  return () => {
    for (const server of servers) server.kill();
    rmSync(folder, { recursive: true });
  };
}

/** A server costs next to nothing before its first command. */
function serve({ name, python, options, env }: Cli, folder: string): ChildProcess {
  const client = readFileSync(path.join(import.meta.dirname, "client.py"), "utf8");
  writeFileSync(path.join(folder, name), `#!${python} -ISE\n${client}`);
  chmodSync(path.join(folder, name), 0o755);
  const script = path.join(import.meta.dirname, "server.py");
  return spawn(python, [...options, script, name, path.join(folder, `${name}.socket`)], {
    env: { PATH: process.env.PATH, PYTHONUTF8: "1", ...env },
    stdio: ["pipe", "ignore", "inherit"],
  });
}

/** Version 1; version 2 is not a package. */
function aws(): Cli | undefined {
  try {
    const args = ["-c", "import sys, importlib.util as u; print(u.find_spec('awscli') and sys.executable)"];
    const python = execFileSync("python3", args, { encoding: "utf8" }).trim();
    return existsSync(python) ? { name: "aws", python, options: [], env: {} } : undefined;
  } catch {
    return undefined;
  }
}

/** With the Python that it brings along. */
function gcloud(): Cli | undefined {
  const found = (process.env.PATH ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, "gcloud"))
    .find(existsSync);
  // Its own settings and logs are nobody's.
  const own = { CLOUDSDK_CONFIG: "/nonexistent", CLOUDSDK_CORE_DISABLE_FILE_LOGGING: "true" };
  const root = found && path.dirname(path.dirname(realpathSync(found)));
  const python = `${root}/platform/bundledpythonunix/bin/python3`;
  if (!root || !existsSync(python)) return undefined;
  return { name: "gcloud", python, options: ["-S"], env: { CLOUDSDK_ROOT_DIR: root, ...own } };
}
