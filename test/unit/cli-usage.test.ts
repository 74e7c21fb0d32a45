/** The table of commands: help and completion are made from it, and nothing is missing from it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bashScript } from "../../src/cli/completion/bash.ts";
import { zshScript } from "../../src/cli/completion/zsh.ts";
import { help } from "../../src/cli/help.ts";
import { commands } from "../../src/cli/usage.ts";
import { catalogue } from "../../src/report/catalogue.ts";
import { vpngen } from "../support/in-process.ts";

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vpngen-usage-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const names = Object.keys(commands);
const flags = Object.entries(commands).flatMap(([name, { options }]) =>
  Object.entries(options).map(([flag, option]) => [name, flag, option] as const),
);

test("the table has the commands that run knows, in the order of the help", () => {
  const run = readFileSync(path.resolve(import.meta.dirname, "../../src/cli/run.ts"), "utf8");
  const table = /commands: Readonly<Record<string, Command>> = \{([\s\S]*?)\n?\};/.exec(run)?.[1] ?? "";
  expect([...table.matchAll(/(?:^|, |\n) *(\w+)(?=[:,]| \}|$)/g)].map(([, name]) => name)).toEqual(names);
  expect([...help("").matchAll(/^ {2}([a-z]+) {2}/gm)].map(([, name]) => name)).toEqual(names);
});

test.each(names)("vpngen %s --help prints the table's help, no line of which is too long", async (name) => {
  const { status, stdout } = await vpngen(folder, [name, "--help"]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: help(name) });
  expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
  for (const flag of Object.keys(commands[name]?.options ?? {})) expect(stdout).toContain(`\n  --${flag}`);
});

test.each(flags)("%s --%s is an option that the command takes", async (name, flag, { type }) => {
  const { stderr } = await vpngen(folder, [
    name,
    `--${flag}`,
    ...(type === "string" ? ["0"] : []),
    "--nonsense",
  ]);
  expect(stderr).toContain("there is no option --nonsense");
  expect(stderr).toContain(`--${flag}`);
});

test.each([
  ["bash", bashScript],
  ["zsh", zshScript],
])("the script for %s has every command, option, choice and rule", async (shell, script) => {
  const rules = catalogue().map(({ id }) => id);
  const text = script(rules);
  expect((await vpngen(folder, ["completion", shell])).stdout).toContain(rules.join(" "));
  for (const word of [...names, ...rules, ...flags.map(([, flag]) => `--${flag}`)])
    expect(text).toContain(word);
  for (const [, , { choices }] of flags) expect(text).toContain(choices?.join(" ") ?? "");
});

test.each([
  [[], "no shell is named. completion takes bash or zsh"],
  [["fish"], "there is no fish. completion takes bash or zsh"],
  [["bsh"], "Did you mean `bash`"],
  [["bash", "zsh"], "there is no bash zsh"],
])("completion %j is wrong, and the message says what there is", async (args, message) => {
  const { status, stdout, stderr } = await vpngen(folder, ["completion", ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(message);
});
