/**
 * A private world in the kernel: its own mounts, processes and networks. It ends with the process that
 * opened it, however that ends: the first process inside reads a pipe from here, and when the pipe closes,
 * the kernel kills every other process inside and drops mounts, networks and files with them.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Folder inside a cell for everything that the lab writes: in memory, and seen nowhere else. */
export const home = "/mnt/lab";

export interface Cell {
  /** Runs a command in one of the cell's networks. Resolves whatever its exit status. */
  readonly run: (network: string, command: readonly string[], input?: string) => Promise<Finished>;
  /** The same, but throws where the exit status is not 0. */
  readonly must: (network: string, command: readonly string[], input?: string) => Promise<string>;
  /** Starts a command that goes on; the cell ends it. */
  readonly start: (network: string, command: readonly string[]) => ChildProcess;
  /** Path, outside, of a file below the cell's `home`. */
  readonly file: (name: string) => string;
  readonly write: (name: string, text: string) => void;
  /** Text of a file below `home`; "" where there is none. */
  readonly read: (name: string) => string;
  /** The first process inside, as the outside numbers it. */
  readonly pid: number;
  readonly close: () => Promise<void>;
}

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The network that a cell has at first; others are made by `ip netns add`. */
export const first = "";

const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };
const isRoot = process.getuid?.() === 0;
const begin = `mount -t tmpfs tmpfs /run && mount -t tmpfs -o mode=0700 tmpfs /mnt &&
mkdir -p /run/netns ${home} && echo ready && exec cat`;

export async function openCell(): Promise<Cell> {
  const user = isRoot ? [] : ["--user", "--map-root-user"];
  const kinds = ["--mount", "--net", "--pid", "--ipc", "--mount-proc", "--fork", "--kill-child"];
  const keeper = spawn("unshare", [...user, ...kinds, "sh", "-c", begin], { env, stdio: "pipe" });
  const complaint = collect(keeper.stderr);
  const [ready] = await Promise.race([once(keeper.stdout, "data"), once(keeper, "exit")]);
  if (String(ready) !== "ready\n") throw new Error(`no private namespaces: ${complaint()}`);
  const pid = Number(readFileSync(`/proc/${keeper.pid}/task/${keeper.pid}/children`, "utf8"));
  const root = `/proc/${pid}/root`;
  const file = (name: string) => path.join(root, home, name);

  const enter = (network: string, command: readonly string[]) => [
    `--target=${pid}`,
    ...(isRoot ? [] : ["--user", "--preserve-credentials"]),
    ...["--mount", "--ipc", "--pid", network === first ? "--net" : `--net=${root}/run/netns/${network}`],
    "--",
    ...command,
  ];
  const start: Cell["start"] = (network, command) =>
    spawn("nsenter", enter(network, command), { env, stdio: ["ignore", "pipe", "pipe"] });
  const run: Cell["run"] = async (network, command, input = "") => {
    const child = spawn("nsenter", enter(network, command), { env, stdio: "pipe" });
    const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
    // A command that ends without reading its input is no failure.
    child.stdin.on("error", () => undefined).end(input);
    const [code] = await once(child, "close");
    return { code: code ?? 128, stdout: stdout(), stderr: stderr() };
  };
  return {
    run,
    must: async (network, command, input) => {
      const { code, stdout, stderr } = await run(network, command, input);
      if (code !== 0)
        throw new Error(`${command.join(" ")} in ${network || "the cell"}: ${stderr || stdout}`);
      return stdout;
    },
    start,
    file,
    write: (name, text) => writeFileSync(file(name), text, { mode: 0o600 }),
    read: (name) => {
      try {
        return readFileSync(file(name), "utf8");
      } catch {
        return "";
      }
    },
    pid,
    close: async () => {
      if (keeper.exitCode !== null) return;
      keeper.stdin.end();
      await once(keeper, "exit");
    },
  };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
