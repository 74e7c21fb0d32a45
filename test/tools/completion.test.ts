/** The completion scripts in the shells that they are for, typed at a real pseudo-terminal. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundledCli } from "../support/cli.ts";
import { inTerminal } from "../support/terminal.ts";
import { requireTool } from "./require.ts";

let folder: string;

beforeAll(async () => {
  const vpngen = await bundledCli("completion");
  folder = mkdtempSync(path.join(tmpdir(), "vpngen-completion-"));
  mkdirSync(path.join(folder, "sub folder"));
  for (const file of ["vpn.yaml", "my own.vpn.yaml", "notes.txt"]) writeFileSync(path.join(folder, file), "");
  for (const shell of ["bash", "zsh"]) {
    writeFileSync(path.join(folder, `completion.${shell}`), vpngen(folder, ["completion", shell]).stdout);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const shells = {
  bash: { command: ["bash", "--norc", "--noprofile", "-i"], start: ". ./completion.bash" },
  zsh: { command: ["zsh", "-f", "-i"], start: "autoload -U compinit; compinit -u -D; . ./completion.zsh" },
};

/** What the command would get of each line once its tabs are typed. */
function completed(shell: keyof typeof shells, lines: readonly string[]): string[][] {
  const { command, start } = shells[shell];
  const type = (text: string) => ({ wait: "ready> ", send: `${text}\n` });
  const { transcript, waiting } = inTerminal({
    command,
    cwd: folder,
    env: { PS1: "ready> ", HISTFILE: "/dev/null" },
    steps: [
      type(`vpngen() { printf '<%s>' "$@"; echo '<>'; }; ${start}`),
      ...lines.map(type),
      { wait: "ready> ", send: "exit\n" },
    ],
  });
  expect(waiting).toBe(null);
  return [...transcript.matchAll(/^(<.*>)<>$/gm)].map(([, words = ""]) => words.slice(1, -1).split("><"));
}

for (const shell of ["bash", "zsh"] as const) {
  requireTool("python3", shell)(`completion in ${shell}`, () => {
    test.each([
      ["vpngen bu\t", ["build"]],
      ["vpngen build --pr\t", ["build", "--prune"]],
      ["vpngen check --format sar\t", ["check", "--format", "sarif"]],
      ["vpngen check --format=git\t", ["check", "--format=github"]],
      ["vpngen build --target gcl\t", ["build", "--target", "gcloud"]],
      ["vpngen build --out su\t", ["build", "--out", "sub folder"]],
      ["vpngen explain bgp/asn-e\t", ["explain", "bgp/asn-equal"]],
      [
        "vpngen explain bgp/asn-equal addressing/vpc-o\t",
        ["explain", "bgp/asn-equal", "addressing/vpc-overlap"],
      ],
      ["vpngen completion z\t", ["completion", "zsh"]],
      ["vpngen check vp\t", ["check", "vpn.yaml"]],
      ["vpngen check my\t", ["check", "my own.vpn.yaml"]],
      ["vpngen check --max-warnings 0 v\t", ["check", "--max-warnings", "0", "vpn.yaml"]],
    ])("%j", (line, words) => {
      // zsh takes a folder's slash away again when the line is sent.
      const [found = []] = completed(shell, [line]);
      expect(found.map((word) => word.replace(/\/$/, ""))).toEqual(words);
    });

    test("a list of targets grows by one word at a time", () => {
      const [words] = completed(shell, ["vpngen build --target cloudformation,gcl\t"]);
      expect(words?.slice(0, 2)).toEqual(["build", "--target"]);
      // zsh puts the next comma itself, and takes it away when a blank is typed.
      expect(words?.[2]).toMatch(/^cloudformation,gcloud,?$/);
    });
  });
}
