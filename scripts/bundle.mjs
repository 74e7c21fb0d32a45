/**
 * Bundles the command and the library as CommonJS, which starts sooner than ES modules. The command is two files: a
 * small one that runs first, and the program, which that one loads when it has to.
 */
import { chmod, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildAssets } from "./asset-plugin.mjs";
import { yamlModules } from "./yaml-modules.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Writes `cli.cjs`, `program.cjs` and `index.cjs` into the folder. */
export async function bundle(folder) {
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
    plugins: [yamlModules(root), esbuildAssets(path.join(root, "src/render/template.ts"))],
  };
  // Every character is read in every run.
  const small = { minifyWhitespace: true, minifyIdentifiers: true };
  await build({ ...options, entryPoints: { cli: "src/cli/main.ts" }, ...small });
  // One function, as Node makes it of a CommonJS file: see src/cache/program.ts.
  const [start, end] = ["(function (exports, require, module, __filename, __dirname) {", "})"];
  await build({
    ...options,
    entryPoints: { program: "src/cli/run.ts" },
    ...small,
    banner: { js: start },
    footer: { js: end },
  });
  // Left as lines, so that tools that look at a library see what kind of module it is.
  await build({ ...options, entryPoints: { index: "src/index.ts" } });
  await chmod(path.join(folder, "cli.cjs"), 0o755);
  await mustBeAscii(path.join(folder, "program.cjs"));
}

/** The program is read as Latin-1, which is faster. esbuild escapes all but ASCII everywhere save in regular expressions. */
async function mustBeAscii(file) {
  const [found] = /.{0,40}[^\0-\x7f].{0,20}/.exec(await readFile(file, "utf8")) ?? [];
  if (found !== undefined) throw new Error(`${file} is not ASCII; escape it in the source: ${found}`);
}
