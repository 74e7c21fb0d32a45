/**
 * Bundles the command and the library as CommonJS, which starts sooner than ES modules. Of the command a small file runs
 * first; the program it loads where there is something to do.
 */
import { createHash } from "node:crypto";
import { chmod, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildAssets } from "./asset-plugin.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Writes `program.cjs`, `cli.cjs` and `index.cjs` into the folder. */
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
    plugins: [esbuildAssets(path.join(root, "src/render/template.ts"))],
  };
  await build({ ...options, entryPoints: { program: "src/cli/run.ts", index: "src/index.ts" } });
  const digest = createHash("sha256").update(await readFile(path.join(folder, "program.cjs")));
  const define = { programDigest: JSON.stringify(digest.digest("hex").slice(0, 32)) };
  await build({ ...options, entryPoints: { cli: "src/cli/main.ts" }, define });
  await chmod(path.join(folder, "cli.cjs"), 0o755);
}
