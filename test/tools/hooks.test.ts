/** The recipes of docs/hooks.md for husky, lefthook and a hook of one's own, run by these tools. */
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { baseExample } from "../../src/rules/base-example.ts";
import { bundledBin } from "../support/cli.ts";
import { fileIn } from "../support/documents.ts";
import { newRepository, type Repository } from "../support/repository.ts";
import { requireTool } from "./require.ts";

const tools = path.resolve(import.meta.dirname, "node_modules/.bin");
// Its package `lefthook` would install hooks into this repository when it is itself installed.
const lefthook = path.resolve(import.meta.dirname, "node_modules/lefthook-linux-x64/bin");
let bin: string;
let repository: Repository | undefined;

beforeAll(async () => {
  bin = await bundledBin("hooks");
});
afterEach(() => repository?.remove());

/** A repository with vpngen in its node_modules, as npm leaves it. */
function withPackage(): Repository {
  const made = newRepository({ paths: [tools, lefthook] });
  mkdirSync(path.join(made.folder, "node_modules/.bin"), { recursive: true });
  symlinkSync(path.join(bin, "vpngen"), path.join(made.folder, "node_modules/.bin/vpngen"));
  made.write(".gitignore", "node_modules/\n");
  made.write("package.json", "{}\n");
  made.write("vpn.yaml", baseExample);
  return made;
}

/** From an empty history to a commit with artifacts, then a change, a hand edit, and one that is none of vpngen's. */
function expectHook({ run, write, folder }: Repository): void {
  const commit = () => run("git commit --message x");
  run("git add --all");
  expect(commit()).toMatchObject({
    status: 1,
    output: expect.stringContaining("created   generated/tokyo/RUNBOOK.md"),
  });
  expect(commit().status).toBe(1);
  run("git add --all");
  expect(commit()).toMatchObject({
    status: 0,
    output: expect.stringMatching(/\b\d+ artifacts are up to date/),
  });
  write("vpn.yaml", baseExample.replace("asn: 65000", "asn: 65010"));
  run("git add vpn.yaml");
  expect(commit()).toMatchObject({
    status: 1,
    output: expect.stringContaining("updated   generated/tokyo/aws/cloud"),
  });
  run("git add --all");
  expect(commit().status).toBe(0);
  write("generated/tokyo/secrets.sh", "mine\n");
  chmodSync(path.join(folder, "generated/tokyo/secrets.sh"), 0o644);
  run("git add --all");
  expect(commit()).toMatchObject({
    status: 1,
    output: expect.stringContaining("updated   generated/tokyo/secrets.sh"),
  });
  run("git add --all");
  write("notes.txt", "other\n");
  run("git add --all");
  expect(commit().status).toBe(0);
  expect(run("git status --porcelain").output).toBe("");
}

requireTool(path.join(tools, "husky"))("husky", () => {
  test("runs the recipe at each commit", () => {
    repository = withPackage();
    expect(repository.run("husky")).toEqual({ status: 0, output: "" });
    repository.write(".husky/pre-commit", fileIn("docs/hooks.md", ".husky/pre-commit"));
    expectHook(repository);
  });
});

requireTool(path.join(lefthook, "lefthook"))("lefthook", () => {
  test("runs the recipe at each commit", () => {
    repository = withPackage();
    repository.write("lefthook.yml", fileIn("docs/hooks.md", "lefthook.yml"));
    expect(repository.run("lefthook install").status).toBe(0);
    expectHook(repository);
  });
});

requireTool("pre-commit")("pre-commit, with a hook of the repository's own", () => {
  test("runs the recipe at each commit", () => {
    repository = newRepository({ paths: [bin] });
    repository.write(".pre-commit-config.yaml", fileIn("docs/hooks.md", "local/.pre-commit-config.yaml"));
    repository.write("vpn.yaml", baseExample);
    expect(repository.run("pre-commit install").status).toBe(0);
    const made = repository;
    made.run("git add --all");
    expect(made.run("git commit --message x").status).toBe(1);
    made.run("git add --all");
    expect(made.run("git commit --message x")).toMatchObject({
      status: 0,
      output: expect.stringMatching(/vpngen\.+Passed/),
    });
  });
});
