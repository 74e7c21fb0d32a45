/**
 * Writes the files that derive from the code: the JSON Schema and the pages of rules and facts.
 * With `--check` it writes nothing, and fails with a diff where one of them is stale.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createTwoFilesPatch } from "diff";
import { build } from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes("--check");
let stale = 0;

for (const { path: name, text } of await generatedFiles()) {
  const file = path.join(root, name);
  const before = await readFile(file, "utf8").catch(() => "");
  if (before === text) continue;
  stale += 1;
  if (check) {
    process.stdout.write(createTwoFilesPatch(name, name, before, text, "committed", "generated"));
  } else {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    process.stdout.write(`${name}\n`);
  }
}
if (check && stale > 0) {
  process.stderr.write("These files are stale: run `npm run generate` and commit what changes.\n");
  process.exitCode = 1;
}

/** Bundles scripts/generate/ to plain JavaScript, and runs it. */
async function generatedFiles() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "vpngen-generate-"));
  try {
    const outfile = path.join(folder, "generate.mjs");
    await build({
      entryPoints: [path.join(root, "scripts/generate/all.ts")],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      logLevel: "error",
    });
    const { allGenerated } = await import(pathToFileURL(outfile).href);
    return allGenerated(root);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
