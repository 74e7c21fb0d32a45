/**
 * Bundles the command and the library as CommonJS, which starts sooner than ES modules. Of the command a small file runs
 * first; the program it loads when it has to, and that one what stands apart.
 */
import { createHash } from "node:crypto";
import { chmod, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildAssets } from "./asset-plugin.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** What few runs need: in files of their own, the rest of the program is smaller, and V8 has less to take in. */
const apart = ["src/output/diff.ts", "src/cli/globs.ts"];
const fileOf = (module) => `./${path.basename(module, ".ts")}.cjs`;

/** Writes `cli.cjs`, `program.cjs` with what stands apart from it, and `index.cjs` into the folder. */
export async function bundle(folder) {
  const template = path.join(root, "src/render/template.ts");
  const options = {
    absWorkingDir: root,
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // Code that V8 kept has lost who is to import for it.
    supported: { "dynamic-import": false },
    minifySyntax: true,
    legalComments: "none",
    mainFields: ["module", "main"],
    conditions: ["module", "import"],
    external: ["prettier"],
    plugins: [esbuildAssets(template)],
  };
  // Every character is read in every run.
  const small = { ...options, minifyWhitespace: true, minifyIdentifiers: true };
  await build({ ...small, entryPoints: { cli: "src/cli/main.ts" } });
  await build({ ...small, entryPoints: apart, entryNames: "[name]" });
  const files = new Map(apart.map((module) => [path.join(root, module), fileOf(module)]));
  await build({
    ...small,
    entryPoints: { program: "src/cli/run.ts" },
    external: [...options.external, ...files.values()],
    plugins: [esbuildAssets(template, files)],
    // One function, as Node makes it of a CommonJS file: see src/cache/program.ts.
    banner: {
      js: `/* ${await digestOf(folder)} */ (function (exports, require, module, __filename, __dirname) {`,
    },
    footer: { js: "})" },
  });
  // Left as lines, so that tools that look at a library see what kind of module it is.
  await build({ ...options, entryPoints: { index: "src/index.ts" } });
  await chmod(path.join(folder, "cli.cjs"), 0o755);
  await mustBeAscii(path.join(folder, "program.cjs"));
}

/** Of what stands apart: what is remembered of a run holds while the program is the same, and all of it is then. */
async function digestOf(folder) {
  const texts = await Promise.all(apart.map((module) => readFile(path.join(folder, fileOf(module)))));
  return texts.reduce((hash, text) => hash.update(text), createHash("sha256")).digest("hex");
}

/** The program is read as Latin-1, which is faster. esbuild escapes all but ASCII everywhere save in regular expressions. */
async function mustBeAscii(file) {
  const [found] = /.{0,40}[^\0-\x7f].{0,20}/.exec(await readFile(file, "utf8")) ?? [];
  if (found !== undefined) throw new Error(`${file} is not ASCII; escape it in the source: ${found}`);
}
