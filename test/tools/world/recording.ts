/**
 * Scripts on recorded answers, of which one is changed: what the real CLIs have said once is said again by a few lines of
 * bash, which costs a hundredth. A call that was not recorded fails, and is noted with what came on standard input.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { prewarmedPath } from "../prewarmed/path.ts";
import type { Folder } from "./folder.ts";

/** A call and what was answered. */
export interface Answer {
  /** Checksum of the arguments. */
  readonly id: string;
  readonly call: string;
  readonly text: string;
}

const clis = ["aws", "gcloud"];
const checksum = (name: string) => `id=$(printf '%s\\0' ${name} "$@" | cksum); id=\${id%% *}`;

/** Runs a script with the real CLIs and keeps what they answer. */
export async function record(folder: Folder, script: string, ...args: readonly string[]) {
  const answers = mkdtempSync(path.join(tmpdir(), "vpngen-answers-"));
  for (const name of clis) {
    const text = `#!/bin/bash
${checksum(name)}
PATH='${prewarmedPath()}' ${name} "$@" >'${answers}/'$id.out 2>'${answers}/'$id.err
status=$?
echo $status >'${answers}/'$id.status
printf '%s ' ${name} "$@" >'${answers}/'$id.call
cat '${answers}/'$id.out
cat '${answers}/'$id.err >&2
exit $status
`;
    writeFileSync(path.join(folder.home, "bin", name), text, { mode: 0o755 });
  }
  const result = await folder.run(script, ...args);
  for (const name of clis) rmSync(path.join(folder.home, "bin", name));
  const known = readdirSync(answers).flatMap((file) => (file.endsWith(".call") ? [file.slice(0, -5)] : []));
  const read = (id: string, part: string) => readFileSync(path.join(answers, `${id}.${part}`), "utf8");
  return {
    result,
    folder: answers,
    answers: known.map((id): Answer => ({ id, call: read(id, "call"), text: read(id, "out") })),
  };
}

export interface Replayed {
  readonly code: number;
  readonly output: string;
  /** Calls that were not recorded, with what they were given. */
  readonly strange: string;
  /** Whether a text of an answer was run as a command. */
  readonly executed: boolean;
}

/** What a hostile text does if anything runs it; the place is the working directory of no script. */
export const trap = (home: string) => `touch ${path.join(home, "executed")}`;

/** A home for replays of that recording; the caller must remove it. */
export function newReplay(answers: string, artifacts: Readonly<Record<string, string>>) {
  const home = mkdtempSync(path.join(tmpdir(), "vpngen-replay-"));
  const bin = path.join(home, "bin");
  const directory = path.join(home, "artifacts");
  mkdirSync(bin);
  for (const [name, text] of Object.entries(artifacts)) {
    mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    writeFileSync(path.join(directory, name), text, { mode: 0o755 });
  }
  for (const name of clis) {
    const text = `#!/bin/bash
${checksum(name)}
if [[ $id == "$REPLAY_CHANGED" ]]; then
  cat '${home}/changed'
  exit "$REPLAY_STATUS"
fi
if [[ ! -f ${answers}/$id.out ]]; then
  { printf '%s ' ${name} "$@"; echo; [[ "$*" != *dev/stdin* && "$*" != *data-file=-* ]] || cat; } >>'${home}/strange'
  echo 'this was never asked before' >&2
  exit 254
fi
cat '${answers}/'$id.out
cat '${answers}/'$id.err >&2
exit "$(<'${answers}/'$id.status)"
`;
    writeFileSync(path.join(bin, name), text, { mode: 0o755 });
  }
  writeFileSync(path.join(bin, "sleep"), "#!/bin/sh\n", { mode: 0o755 });
  const files = ["changed", "strange", "executed"].map((name) => path.join(home, name));
  const [changed = "", strange = "", executed = ""] = files;

  async function run(
    change: { id: string; text: string; status: number },
    script: string,
    ...args: readonly string[]
  ) {
    for (const file of files) rmSync(file, { force: true });
    writeFileSync(changed, change.text);
    const env = {
      PATH: `${bin}:${process.env.PATH}`,
      HOME: home,
      REPLAY_CHANGED: change.id,
      REPLAY_STATUS: String(change.status),
    };
    const { code, output } = await outputOf(path.join(directory, script), args, { cwd: directory, env });
    return { code, output, strange: textOf(strange), executed: textOf(executed, "no") !== "no" };
  }
  return { home, run, remove: () => rmSync(home, { recursive: true, force: true }) };
}

function textOf(file: string, otherwise = ""): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}

function outputOf(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 128, output }));
  });
}
