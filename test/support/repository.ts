/** Throwaway git repositories: no configuration of the machine's user, and no folder in common. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface Repository {
  readonly folder: string;
  /** Runs a command in the folder, with the hooks' output in `output`. */
  run(
    command: string,
    options?: { readonly in?: string },
  ): { readonly status: number | null; readonly output: string };
  write(file: string, text: string): void;
  remove(): void;
}

/** A new repository; `paths` come first on the PATH of what runs in it. */
export function newRepository({
  paths = [],
  env = {},
}: {
  readonly paths?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
} = {}): Repository {
  const folder = mkdtempSync(path.join(tmpdir(), "vpngen-repository-"));
  // Where a hook runs the tests, git's variables name the repository of that hook.
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(GIT_.*|NODE_OPTIONS|FORCE_COLOR)$/.test(name)),
  );
  const environment = {
    ...inherited,
    GIT_CONFIG_GLOBAL: "/dev/null",
    XDG_CACHE_HOME: path.join(folder, ".git/cache"),
    GIT_AUTHOR_NAME: "test",
    GIT_AUTHOR_EMAIL: "test@localhost",
    GIT_COMMITTER_NAME: "test",
    GIT_COMMITTER_EMAIL: "test@localhost",
    PATH: [...paths, inherited.PATH].join(path.delimiter),
    ...env,
  };
  const repository: Repository = {
    folder,
    run(command, options = {}) {
      const { status, stdout } = spawnSync("bash", ["-c", `exec 2>&1; ${command}`], {
        cwd: path.join(folder, options.in ?? "."),
        env: environment,
        input: "",
        encoding: "utf8",
      });
      return { status, output: stdout };
    },
    write(file, text) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  repository.run("git init --quiet --initial-branch=main");
  return repository;
}
