/** Artifact folders for tests: in memory and, under the system's temporary directory, on the disk. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished } from "vitest";
import type { ArtifactFolder, GeneratedFile } from "../../../src/artifact.ts";
import { OutputError } from "../../../src/output/error.ts";
import { applyPlan, type OutputOptions, planOutput } from "../../../src/output/output.ts";

/** A directory of its own, gone when the test is over. */
export function temporaryDirectory(): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "vpngen-output-"));
  onTestFinished(() => fs.rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Texts by name; a name that ends in `.sh` is executable, and its first part is its target. */
export function artifactsOf(folder: string, texts: Readonly<Record<string, string>>): ArtifactFolder {
  const files = Object.entries(texts).map(([name, text]) => fileOf(folder, name, text));
  const targets = [...new Set(files.map(({ target }) => target))];
  return { source: `${folder}/../vpn.yaml`, folder, files, targets };
}

function fileOf(folder: string, name: string, text: string): GeneratedFile {
  const target = name.split("/")[0] ?? "";
  return { path: `${folder}/${name}`, text, executable: name.endsWith(".sh"), target };
}

/** What is in a folder: by path, each file's text (behind `x ` where it is executable), each link, each empty directory. */
export function treeOf(folder: string): Record<string, string> {
  if (!fs.existsSync(folder)) return {};
  const tree: Record<string, string> = {};
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const at = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, at).split(path.sep).join("/");
    if (entry.isSymbolicLink()) tree[name] = `link ${fs.readlinkSync(at)}`;
    else if (entry.isFile()) tree[name] = `${isExecutable(at) ? "x " : ""}${fs.readFileSync(at, "utf8")}`;
    else if (fs.readdirSync(at).length === 0) tree[name] = "empty directory";
  }
  return tree;
}

function isExecutable(at: string): boolean {
  return (fs.statSync(at).mode & 0o100) !== 0;
}

/** Builds into a folder; the messages of what stopped it, with F for the folder. */
export function build(
  folder: string,
  texts: Record<string, string>,
  options: Partial<OutputOptions> = {},
): string[] {
  const plan = planOutput([artifactsOf(folder, texts)], { prune: false, ...options });
  if (plan.problems.length > 0) expect(() => applyPlan(plan)).toThrow(OutputError);
  else applyPlan(plan);
  return plan.problems.map(({ message }) => message.replaceAll(folder, "F"));
}

/** A folder with files that no build made. */
export function folderWith(texts: Record<string, string>): string {
  const folder = path.join(temporaryDirectory(), "tokyo");
  for (const [name, text] of Object.entries(texts)) {
    fs.mkdirSync(path.dirname(`${folder}/${name}`), { recursive: true });
    fs.writeFileSync(`${folder}/${name}`, text);
  }
  return folder;
}

/** What is in a folder, but for the manifest. */
export function filesIn(folder: string): Record<string, string> {
  const { ".vpngen.json": _, ...files } = treeOf(folder);
  return files;
}
