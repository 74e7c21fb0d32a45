import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { applyPlan, planOutput } from "../../../src/output/output.ts";
import { artifactsOf, build, filesIn, folderWith, temporaryDirectory, treeOf } from "./folders.ts";

const manifestOf = (...names: string[]) =>
  JSON.stringify({ files: Object.fromEntries(names.map((name) => [name, name.split("/")[0]])) });

test("a foreign file stops the run before anything is written, in any folder", () => {
  const [first, second] = [path.join(temporaryDirectory(), "osaka"), folderWith({ "RUNBOOK.md": "mine" })];
  const artifacts = [first, second].map((folder) => artifactsOf(folder, { "RUNBOOK.md": "ours", a: "1" }));
  const plan = planOutput(artifacts, { prune: true });
  expect(plan.problems.map((problem) => problem.path)).toEqual([`${second}/RUNBOOK.md`]);
  expect(() => applyPlan(plan)).toThrow("vpngen did not write it");
  expect(treeOf(first)).toEqual({});
  expect(treeOf(second)).toEqual({ "RUNBOOK.md": "mine" });
});

test("a symbolic link in place of the folder, a directory or a file is refused, and nothing goes through it", () => {
  const outside = folderWith({ a: "mine" });
  const linked = path.join(temporaryDirectory(), "linked");
  fs.symlinkSync(outside, linked);
  expect(build(linked, { a: "ours", "aws/a": "ours" })).toEqual([
    "F is a symbolic link, where vpngen writes a directory: move it away, then run vpngen again",
  ]);

  const folder = folderWith({ "x/y": "", ".vpngen.json": manifestOf("aws/a", "file") });
  fs.symlinkSync(outside, `${folder}/aws`);
  fs.symlinkSync(`${outside}/a`, `${folder}/file`);
  expect(build(folder, { "aws/a": "ours", "aws/b": "ours", file: "ours" })).toEqual([
    "F/aws is a symbolic link, where vpngen writes a directory: move it away, then run vpngen again",
    "F/file is a symbolic link, where vpngen writes a file: move it away, then run vpngen again",
  ]);
  expect(treeOf(outside)).toEqual({ a: "mine" });
});

test("a link that appears after planning is refused, too", () => {
  const outside = folderWith({ a: "mine", orphan: "mine" });
  const folder = path.join(temporaryDirectory(), "tokyo");
  build(folder, { "aws/a": "1", "aws/orphan": "1" });
  const plan = planOutput([artifactsOf(folder, { "aws/a": "2" })], { prune: true });
  fs.renameSync(`${folder}/aws`, `${folder}/moved`);
  fs.symlinkSync(outside, `${folder}/aws`);
  expect(() => applyPlan(plan)).toThrow("is a symbolic link");
  expect(treeOf(outside)).toEqual({ a: "mine", orphan: "mine" });
});

test("a folder whose parents are links is the user's choice and fine", () => {
  const outside = temporaryDirectory();
  const parent = path.join(temporaryDirectory(), "generated");
  fs.symlinkSync(outside, parent);
  expect(build(`${parent}/tokyo`, { a: "1" })).toEqual([]);
  expect(filesIn(`${outside}/tokyo`)).toEqual({ a: "1" });
});

test.each(["../victim", "link/victim"])(
  "a manifest that lists %s deletes nothing outside the folder",
  (name) => {
    const directory = temporaryDirectory();
    const folder = path.join(directory, "tokyo");
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(directory, "victim"), "mine");
    fs.symlinkSync(directory, path.join(folder, "link"));
    fs.writeFileSync(path.join(folder, ".vpngen.json"), manifestOf(name));
    const before = treeOf(folder);
    expect(build(folder, { a: "1" }, { prune: true })).toHaveLength(1);
    expect(treeOf(folder)).toEqual(before);
    expect(fs.readFileSync(path.join(directory, "victim"), "utf8")).toBe("mine");
  },
);

test("a manifest that is a link or a directory is refused", () => {
  const folder = folderWith({ elsewhere: manifestOf("a"), a: "mine" });
  fs.symlinkSync("elsewhere", `${folder}/.vpngen.json`);
  expect(build(folder, { a: "1" })).toEqual([
    "F/.vpngen.json is a symbolic link, where vpngen writes a file: move it away, then run vpngen again",
  ]);
  const other = folderWith({ ".vpngen.json/x": "" });
  expect(build(other, { a: "1" })).toEqual([
    "F/.vpngen.json is a directory, where vpngen writes a file: move it away, then run vpngen again",
  ]);
});

test("a directory where a file should be, and a file where a directory should be, are refused", () => {
  const folder = folderWith({ "RUNBOOK.md/x": "", aws: "" });
  expect(build(folder, { "RUNBOOK.md": "1", "aws/a": "1" })).toEqual([
    "F/RUNBOOK.md is a directory, where vpngen writes a file: move it away, then run vpngen again",
    "F/aws is a file, where vpngen writes a directory: move it away, then run vpngen again",
  ]);
});

test("two inputs with one output folder are refused", () => {
  const folder = path.join(temporaryDirectory(), "tokyo");
  const plan = planOutput([artifactsOf(folder, { a: "1" }), artifactsOf(folder, { a: "2" })], {
    prune: false,
  });
  expect(plan.problems.map(({ message }) => message)).toEqual([
    `${folder} is the output of two files, one of them ${folder}/../vpn.yaml: give each its own name`,
  ]);
});
