/**
 * Runs the README and the pages of docs/, each in a new git repository: what stands below a mark is written,
 * changed or run, and a command prints what the page says. `UPDATE=1` writes what it prints into the page.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { bundledBin } from "../support/cli.ts";
import { applyChange, blocksOf, pages, pageText, proven } from "../support/documents.ts";

let bin: string;

beforeAll(async () => {
  bin = await bundledBin("documents");
});

/** What the command prints, in a folder, with this checkout's vpngen. */
function outputOf(command: string, cwd: string): string {
  const { NODE_OPTIONS: _, FORCE_COLOR: __, ...env } = process.env;
  const { stdout } = spawnSync("bash", ["-c", `exec 2>&1; ${command}`], {
    cwd,
    env: { ...env, PATH: `${bin}${path.delimiter}${env.PATH}`, GIT_CONFIG_GLOBAL: "/dev/null" },
    encoding: "utf8",
    input: "",
  });
  return stdout;
}

const runnable = pages.filter((page) => blocksOf(page).some(({ kind }) => kind === "run"));

test("the README and other pages have commands to run", () => {
  expect(runnable).toContain("README.md");
  expect(blocksOf("README.md").filter(({ kind }) => kind === "run").length).toBeGreaterThanOrEqual(2);
});

test.each(runnable)("every marked command of %s prints what the page says", (page) => {
  const folder = mkdtempSync(path.join(tmpdir(), "vpngen-page-"));
  outputOf("git init --quiet", folder);
  const text = pageText(page);
  const expected = proven(page, ({ kind, argument, body }) => {
    const file = path.join(folder, argument);
    if (kind === "run") return `$ ${argument}\n${outputOf(argument, folder)}`;
    if (kind === "file") {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, body);
    } else writeFileSync(file, applyChange(readFileSync(file, "utf8"), body));
    return body;
  });
  rmSync(folder, { recursive: true });
  if (process.env.UPDATE) writeFileSync(path.resolve(import.meta.dirname, "../..", page), expected);
  else expect(text).toBe(expected);
});

test("the quick start's commands are each one line", () => {
  const text = pageText("README.md");
  expect(text).toContain("```sh\nnpm ci && npx vpngen build examples/tokyo/vpn.yaml\n```");
  expect(text).toContain("```sh\nnpm ci && npm test\n```");
});
