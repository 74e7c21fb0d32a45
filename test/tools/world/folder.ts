/** The emitted artifacts of a VPN in a folder of their own, and the scripts run there with exactly one environment. */
import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Topology } from "../../../src/topology/topology.ts";
import type { Artifacts } from "../../support/artifacts.ts";
import { scriptsWith } from "../../support/scripts.ts";
import { inTerminalBeside, type Session, type Step } from "../../support/terminal.ts";
import type { ScriptResult } from "../gcloud.ts";
import { prewarmedPath } from "../prewarmed/path.ts";

export interface Folder {
  /** Folder of the VPN's artifacts. */
  readonly directory: string;
  /** The home, in which that is. */
  readonly home: string;
  /** Runs a script by its path in the folder, or a command. Resolves whatever its exit status. */
  run(script: string, ...args: readonly string[]): Promise<ScriptResult>;
  /** The same in a pseudo-terminal, where somebody answers. */
  runAsked(steps: readonly Step[], script: string, ...args: readonly string[]): Promise<Session>;
  /** Kills what runs, with everything that it started; or interrupts it, as Ctrl-C does. */
  kill(signal?: "SIGKILL" | "SIGINT"): void;
  /** Writes other artifacts over those that are there. */
  write(artifacts: Artifacts): void;
  /** Keeps all artifacts, and what scripts have written beside them; what it returns brings that back. */
  keep(): () => void;
  read(file: string): string;
  /** Paths of the scripts. */
  scripts(): string[];
  /** Everything that anyone has written here, as one text. */
  written(): string;
  remove(): void;
}

interface FolderOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Further commands by name: their scripts. */
  readonly commands?: Readonly<Record<string, string>>;
  /** Whether gcloud logs all that it can, as a user can have it. */
  readonly logging?: boolean;
  /** The CLIs are started as they are, which takes them a second, where their arguments have one of these in them. */
  readonly plain?: readonly string[];
}

/** Waiting costs nothing here: it is calls that make time pass. */
const sleep = "#!/bin/sh\nexec /bin/sleep 0.02\n";

export function newFolder(name: string, artifacts: Artifacts, options: FolderOptions): Folder {
  const home = mkdtempSync(path.join(tmpdir(), "vpngen-world-"));
  const directory = path.join(home, "generated", name);
  const bin = path.join(home, "bin");
  mkdirSync(bin);
  for (const [command, text] of Object.entries({ sleep, ...plainly(options.plain), ...options.commands })) {
    writeFileSync(path.join(bin, command), text, { mode: 0o755 });
  }
  const env = {
    PATH: `${bin}:${prewarmedPath()}`,
    PREWARMED_SLEEP: "0.02",
    HOME: home,
    TMPDIR: home,
    CLOUDSDK_CONFIG: path.join(home, "gcloud"),
    CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: "true",
    CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: "true",
    CLOUDSDK_CORE_CHECK_GCE_METADATA: "false",
    ...options.env,
  };
  if (options.logging) switchLoggingOn(env.CLOUDSDK_CONFIG);
  let running: ChildProcess | undefined;
  const folder: Folder = {
    directory,
    home,
    run(script, ...args) {
      const command = script.includes("/") || script.endsWith(".sh") ? path.join(directory, script) : script;
      return new Promise((resolve, reject) => {
        const child = spawn(command, args, {
          cwd: directory,
          env,
          detached: true,
          stdio: ["ignore", "pipe", "pipe"],
        });
        running = child;
        const texts = { stdout: "", stderr: "" };
        for (const name of ["stdout", "stderr"] as const)
          child[name].setEncoding("utf8").on("data", (text: string) => {
            texts[name] += text;
          });
        child.on("error", reject);
        child.on("close", (code) => resolve({ code: code ?? 128, ...texts }));
      });
    },
    runAsked: (steps, script, ...args) =>
      inTerminalBeside({
        command: [path.join(directory, script), ...args],
        cwd: directory,
        env,
        steps,
        patience: 240,
      }),
    kill(signal = "SIGKILL") {
      if (running?.pid !== undefined && running.exitCode === null) process.kill(-running.pid, signal);
    },
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(directory, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
        if (name.endsWith(".sh")) chmodSync(file, 0o755);
      }
    },
    keep() {
      const copy = mkdtempSync(path.join(home, "kept-"));
      cpSync(directory, copy, { recursive: true });
      return () => {
        rmSync(directory, { recursive: true });
        cpSync(copy, directory, { recursive: true });
      };
    },
    read: (file) => readFileSync(path.join(directory, file), "utf8"),
    scripts: () =>
      readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sh")),
    written: () =>
      readdirSync(home, { recursive: true, encoding: "utf8" })
        .map((name) => path.join(home, name))
        .filter((file) => statSync(file).isFile())
        .map((file) => `${file}\n${readFileSync(file, "latin1")}`)
        .join("\n"),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
  folder.write(artifacts);
  return folder;
}

/** Commands that start the plain CLI or the prewarmed one. */
function plainly(patterns: readonly string[] = []): Record<string, string> {
  if (patterns.length === 0) return {};
  const starting = (name: string) => `#!/bin/bash
for part in ${patterns.map((pattern) => `'${pattern}'`).join(" ")}; do
  case "$*" in *"$part"*) PATH='${process.env.PATH}' exec ${name} "$@" ;; esac
done
PATH='${prewarmedPath()}' exec ${name} "$@"
`;
  return { aws: starting("aws"), gcloud: starting("gcloud") };
}

function switchLoggingOn(config: string): void {
  mkdirSync(path.join(config, "configurations"), { recursive: true });
  writeFileSync(path.join(config, "active_config"), "default");
  writeFileSync(
    path.join(config, "configurations/config_default"),
    "[core]\nlog_http = true\nverbosity = debug\n",
  );
}

/** The scripts of the AWS side alone, also for a topology that no file has. */
export function scriptsOf(topology: Topology): Artifacts {
  const routes = topology.aws.gateway.type === "tgw" ? (["tgw-routes"] as const) : [];
  return scriptsWith(topology, "tunnel-options", "outside-addresses", ...routes, "secrets");
}
