/**
 * Runs the README: `file` writes the block below it, `change` applies the diff, and the block below `run`
 * must be the command and what it prints. `UPDATE=1` writes what it prints into the README.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { bundledCli } from "../support/cli.ts";

const readme = path.resolve(import.meta.dirname, "../../README.md");
const block = /<!-- (file|change|run): (.+) -->\n\n```\w+\n([\s\S]*?)```\n/g;

/** Lines with `-` are replaced by the `+` line that follows; `+` lines alone go to the end. */
function applyChange(text: string, diff: string): string {
  const lines = diff.trimEnd().split("\n");
  return lines.reduce((changed, line, index) => {
    if (line.startsWith("-")) return changed.replace(line.slice(1), (lines[index + 1] ?? "").slice(1));
    return lines[index - 1]?.startsWith("-") ? changed : `${changed}${line.slice(1)}\n`;
  }, text);
}

test("every command of the README prints what the README says", async () => {
  const vpngen = await bundledCli("readme");
  const folder = mkdtempSync(path.join(tmpdir(), "vpngen-readme-"));
  const text = readFileSync(readme, "utf8");
  let commands = 0;
  const proven = text.replaceAll(block, (whole, kind: string, argument: string, body: string) => {
    const file = path.join(folder, argument);
    if (kind === "file") writeFileSync(file, body);
    if (kind === "change") writeFileSync(file, applyChange(readFileSync(file, "utf8"), body));
    if (kind !== "run") return whole;
    commands += 1;
    const { stdout, stderr } = vpngen(folder, argument.split(" ").slice(1));
    return whole.replace(body, () => `$ ${argument}\n${stdout}${stderr}`);
  });
  rmSync(folder, { recursive: true });
  if (process.env.UPDATE) writeFileSync(readme, proven);
  expect(commands).toBe(2);
  expect(text).toBe(process.env.UPDATE ? text : proven);
});

test("the quick start's commands are each one line", () => {
  const text = readFileSync(readme, "utf8");
  expect(text).toContain("```sh\nnpm ci && npx vpngen build examples/tokyo/vpn.yaml\n```");
  expect(text).toContain("```sh\nnpm ci && npm test\n```");
});
