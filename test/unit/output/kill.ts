/** Kills a build at a chosen moment and judges what it left; the unit tier tries some moments, the long one all. */
import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { build as bundle } from "esbuild";
import { expect } from "vitest";
import { esbuildAssets } from "../../../scripts/asset-plugin.mjs";
import type { ArtifactFolder } from "../../../src/artifact.ts";
import { applyPlan, changesOf, planOutput } from "../../../src/output/output.ts";
import { artifactsOf, treeOf } from "./folders.ts";

export interface Stage {
  readonly directory: string;
  readonly folder: string;
  /** The bundled build-child.ts. */
  readonly program: string;
  /** Its input: a build that creates, updates, changes a mode, prunes, and leaves a file alone. */
  readonly input: string;
}

const big = (letter: string) => `${letter.repeat(79)}\n`.repeat(2000);
const oldTexts = {
  "RUNBOOK.md": big("o"),
  "aws/same.yaml": "same\n",
  "aws/a.sh": "old\n",
  "old/deep/gone.sh": "gone\n",
};
const newTexts = {
  "RUNBOOK.md": big("n"),
  "aws/same.yaml": "same\n",
  "aws/a.sh": "new\n",
  "gcp/terraform/main.tf": "new\n",
};
const thirdTexts = { "RUNBOOK.md": "third\n", "aws/b.sh": "third\n", "gcp/terraform/main.tf": "third\n" };
const foreign = "gcp/terraform/terraform.tfstate";

/** Bundles the program into a directory. */
export async function prepare(directory: string): Promise<Stage> {
  const program = path.join(directory, "build-child.cjs");
  await bundle({
    entryPoints: [path.join(import.meta.dirname, "build-child.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    plugins: [esbuildAssets(path.resolve(import.meta.dirname, "../../../src/render/template.ts"))],
  });
  const folder = path.join(directory, "generated", "tokyo");
  const input = path.join(directory, "input.json");
  fs.writeFileSync(input, JSON.stringify({ artifacts: [artifactsOf(folder, newTexts)], prune: true }));
  return { directory, folder, program, input };
}

/** Puts the folder into the state before the build: an earlier build's files, one with a wrong mode, and a foreign one. */
export async function reset({ folder }: Stage): Promise<void> {
  fs.rmSync(folder, { recursive: true, force: true });
  await build(artifactsOf(folder, oldTexts));
  fs.chmodSync(`${folder}/aws/same.yaml`, 0o755);
  fs.mkdirSync(`${folder}/gcp/terraform`, { recursive: true });
  fs.writeFileSync(`${folder}/${foreign}`, "state");
}

/** Runs the build; it kills itself before the write operation of that number. */
export function runUntil({ program, input }: Stage, killBefore: number): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, input, String(killBefore)], { encoding: "utf8" });
}

/** Runs the build and kills it from outside after so many milliseconds; says whether that was in time. */
export function runFor({ program, input }: Stage, milliseconds: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, input], { stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
    child.on("error", reject);
    child.on("exit", (_, signal) => {
      clearTimeout(timer);
      resolve(signal === "SIGKILL");
    });
  });
}

/** Expects every file old or new, and that the next build, of the same or of another input, completes. */
export async function expectRecoverable({ directory, folder }: Stage): Promise<void> {
  const left = treeOf(folder);
  for (const name of new Set([...Object.keys(oldTexts), ...Object.keys(newTexts)])) {
    const either = [oldTexts, newTexts].map((texts: Record<string, string>) => texts[name]);
    const script = name.endsWith(".sh");
    const allowed = either.map((text) => (script && text !== undefined ? `x ${text}` : text));
    if (name === "aws/same.yaml") allowed.push("x same\n");
    expect(allowed, `${name} is old or new`).toContain(left[name]);
  }
  const other = path.join(directory, "other");
  fs.rmSync(other, { recursive: true, force: true });
  fs.cpSync(folder, other, { recursive: true });
  await expectComplete(other, thirdTexts);
  await expectComplete(folder, newTexts);
}

async function expectComplete(folder: string, texts: Record<string, string>): Promise<void> {
  const artifacts = artifactsOf(folder, texts);
  build(artifacts);
  const { ".vpngen.json": manifest = "", ...files } = treeOf(folder);
  const wanted = Object.entries(texts).map(([name, text]) => [
    name,
    `${name.endsWith(".sh") ? "x " : ""}${text}`,
  ]);
  expect(files).toEqual({ ...Object.fromEntries(wanted), [foreign]: "state" });
  expect(Object.keys(JSON.parse(manifest).files)).toEqual(Object.keys(texts).sort());
  expect(changesOf(planOutput([artifacts], { prune: true }))).toEqual([]);
}

function build(artifacts: ArtifactFolder): void {
  const plan = planOutput([artifacts], { prune: true });
  expect(plan.problems).toEqual([]);
  applyPlan(plan);
}
