import { expect, test } from "vitest";
import { printManifest } from "../../../src/output/manifest.ts";
import {
  type FolderPlan,
  generatedFiles,
  namesToRead,
  type PlanInput,
  planFolder,
} from "../../../src/output/plan.ts";
import type { DiskEntry } from "../../../src/output/snapshot.ts";
import { artifactsOf } from "./folders.ts";

const folder = "generated/tokyo";

interface Situation {
  generated: Record<string, string>;
  listed?: readonly string[];
  disk?: Record<string, string | DiskEntry>;
  targets?: readonly string[];
  prune?: boolean;
}

function plan({ generated, listed, disk = {}, targets, prune = false }: Situation): FolderPlan {
  const manifest = listed && new Map(listed.map((name) => [name, name.split("/")[0] ?? ""]));
  const entries = new Map(Object.entries(disk).map(([name, entry]) => [name, entryOf(name, entry)]));
  if (manifest) entries.set(".vpngen.json", entryOf(".vpngen.json", printManifest(manifest)));
  const selected = targets ? new Set(targets) : null;
  const input: PlanInput = {
    folder,
    generated: generatedFiles(artifactsOf(folder, generated), selected),
    targets: selected,
    prune,
    manifest,
    disk: entries,
    leftovers: [],
  };
  return planFolder(input);
}

function entryOf(name: string, entry: string | DiskEntry): DiskEntry {
  return typeof entry === "string" ? { kind: "file", text: entry, executable: name.endsWith(".sh") } : entry;
}

function kinds({ steps }: FolderPlan): Record<string, string> {
  return Object.fromEntries(steps.map(({ kind, file }) => [file.name, kind]));
}

function messages({ problems }: FolderPlan): string[] {
  return problems.map(({ message }) => message);
}

test("a first build creates every file and the manifest, whatever else lies in the folder", () => {
  const result = plan({ generated: { "aws/a.sh": "a", "RUNBOOK.md": "r" }, disk: { "notes.txt": "mine" } });
  expect(kinds(result)).toEqual({ ".vpngen.json": "create", "RUNBOOK.md": "create", "aws/a.sh": "create" });
  expect(result.problems).toEqual([]);
});

test("a listed file is created, updated, left, or has its mode put right, as the disk demands", () => {
  const result = plan({
    generated: { new: "1", old: "2", same: "3", "mode.sh": "4" },
    listed: ["old", "same", "mode.sh", "new"],
    disk: { old: "1", same: "3", "mode.sh": { kind: "file", text: "4", executable: false } },
  });
  expect(kinds(result)).toEqual({
    ".vpngen.json": "same",
    "mode.sh": "mode",
    new: "create",
    old: "update",
    same: "same",
  });
});

test("a file that should not be executable and is has the wrong mode", () => {
  const disk = { a: { kind: "file", text: "1", executable: true } } as const;
  expect(kinds(plan({ generated: { a: "1" }, listed: ["a"], disk })).a).toBe("mode");
});

test("where the file system keeps no executable bit, no mode is wrong", () => {
  const disk = { "a.sh": { kind: "file", text: "1", executable: null } } as const;
  expect(kinds(plan({ generated: { "a.sh": "1" }, listed: ["a.sh"], disk }))["a.sh"]).toBe("same");
});

test("a file that the manifest does not list is foreign, and stops the run with what to do", () => {
  const result = plan({ generated: { "RUNBOOK.md": "ours" }, listed: ["x"], disk: { "RUNBOOK.md": "mine" } });
  expect(messages(result)).toEqual([
    "generated/tokyo/RUNBOOK.md exists and vpngen did not write it (generated/tokyo/.vpngen.json does not list it): move it away",
  ]);
  expect(kinds(result)["RUNBOOK.md"]).toBeUndefined();
});

test("a foreign file where the manifest is lost says that restoring it helps, too", () => {
  const result = plan({ generated: { "RUNBOOK.md": "ours" }, disk: { "RUNBOOK.md": "mine" } });
  expect(messages(result)).toEqual([
    "generated/tokyo/RUNBOOK.md exists and vpngen did not write it (there is no generated/tokyo/.vpngen.json): move it away, or restore .vpngen.json if vpngen did",
  ]);
});

test("a lost manifest comes back by itself where every file is ours to the letter", () => {
  const result = plan({ generated: { "RUNBOOK.md": "ours" }, disk: { "RUNBOOK.md": "ours" } });
  expect(result.problems).toEqual([]);
  expect(kinds(result)).toEqual({ ".vpngen.json": "create", "RUNBOOK.md": "same" });
});

test("an orphan stays in the manifest until it is pruned", () => {
  const situation = { generated: { a: "1" }, listed: ["a", "b"], disk: { a: "1", b: "2" } };
  expect(kinds(plan(situation))).toEqual({ ".vpngen.json": "same", a: "same", b: "orphan" });
  expect(kinds(plan({ ...situation, prune: true }))).toEqual({
    ".vpngen.json": "update",
    a: "same",
    b: "orphan",
  });
});

test("an orphan that someone deleted by hand leaves the manifest", () => {
  const result = plan({ generated: { a: "1" }, listed: ["a", "b"], disk: { a: "1" } });
  expect(kinds(result)).toEqual({ ".vpngen.json": "update", a: "same" });
});

test("pruning names the directories that may become empty, deepest first", () => {
  const situation = { generated: { a: "1" }, listed: ["a", "b/c/d"], disk: { a: "1", "b/c/d": "2" } };
  expect(plan({ ...situation, prune: true }).emptied).toEqual(["b/c", "b"]);
  expect(plan(situation).emptied).toEqual([]);
});

test("with targets given, files of other targets are neither written nor compared nor orphans, and stay listed", () => {
  const result = plan({
    generated: { "aws/a": "new", "gcp/a": "new" },
    listed: ["aws/a", "aws/gone", "gcp/a", "gcp/gone"],
    disk: { "aws/a": "old", "aws/gone": "", "gcp/a": "old", "gcp/gone": "" },
    targets: ["gcp"],
    prune: true,
  });
  expect(kinds(result)).toEqual({ ".vpngen.json": "update", "gcp/a": "update", "gcp/gone": "orphan" });
  const manifest = result.steps.find(({ file }) => file.name === ".vpngen.json");
  const listed = new Map(["aws/a", "aws/gone", "gcp/a"].map((name) => [name, name.slice(0, 3)]));
  expect(manifest).toMatchObject({ file: { text: printManifest(listed) } });
});

test("only the paths of the targets given are read from the disk", () => {
  const manifest = new Map(Object.entries({ "aws/a": "aws", "gcp/b": "gcp" }));
  const targets = new Set(["gcp"]);
  const generated = generatedFiles(artifactsOf(folder, { "aws/c": "", "gcp/d": "" }), targets);
  expect(namesToRead({ generated, targets, manifest })).toEqual(new Set(["gcp/b", "gcp/d", ".vpngen.json"]));
});

test("a link where a generated file should be is a problem that says what is in the way", () => {
  const path = "generated/tokyo/aws";
  const disk: Record<string, DiskEntry> = {
    "aws/a": { kind: "obstacle", path, is: "a symbolic link", wanted: "directory" },
  };
  expect(messages(plan({ generated: { "aws/a": "1" }, disk }))).toEqual([
    "generated/tokyo/aws is a symbolic link, where vpngen writes a directory: move it away, then run vpngen again",
  ]);
});

test("a listed path that leads through a link is a problem and no orphan", () => {
  const path = "generated/tokyo/aws";
  const disk: Record<string, DiskEntry> = {
    "aws/a": { kind: "obstacle", path, is: "a symbolic link", wanted: "directory" },
  };
  const result = plan({ generated: {}, listed: ["aws/a"], disk, prune: true });
  expect(messages(result)).toEqual([
    "generated/tokyo/.vpngen.json lists generated/tokyo/aws/a, but generated/tokyo/aws is a symbolic link, which vpngen never makes: delete that line",
  ]);
  expect(kinds(result)["aws/a"]).toBeUndefined();
});

test("nothing generated and nothing there makes no manifest", () => {
  expect(plan({ generated: {} }).steps).toEqual([]);
});

test.each(["../x", "/x", "a/../../x"])("a generated file called %s is a defect", (name) => {
  expect(() => plan({ generated: { [name]: "" } })).toThrow("is not in generated/tokyo");
});

test("a generated file outside its folder, twice, or with a name of the user's is a defect", () => {
  const artifacts = artifactsOf(folder, { a: "1" });
  const outside = { path: "elsewhere/a", text: "", executable: false, target: "a" };
  const take = (files: typeof artifacts.files) => () => generatedFiles({ ...artifacts, files }, null);
  expect(take([outside])).toThrow("generated file elsewhere/a is not in generated/tokyo");
  expect(take([...artifacts.files, ...artifacts.files])).toThrow("generated/tokyo/a is generated twice");
  expect(() => plan({ generated: { "gcp/terraform/backend.tf": "" } })).toThrow("belongs to the user");
  expect(() => plan({ generated: { a: "", "a/b": "" } })).toThrow(
    "generated/tokyo/a/b and generated/tokyo/a cannot both be files",
  );
});
