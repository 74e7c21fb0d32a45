/** Bundles the command and the library, each into one CommonJS file. */
import { chmod } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildAssets } from "./asset-plugin.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Writes `cli.cjs` and `index.cjs` into the folder. */
export async function bundle(folder) {
  await build({
    absWorkingDir: root,
    entryPoints: { cli: "src/cli/main.ts", index: "src/index.ts" },
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minifySyntax: true,
    legalComments: "none",
    // `yaml` and `zod` ship CommonJS for `require`; their ES modules bundle smaller and start faster.
    mainFields: ["module", "main"],
    conditions: ["module", "import"],
    external: ["prettier"],
    plugins: [esbuildAssets(path.join(root, "src/render/template.ts"))],
  });
  await chmod(path.join(folder, "cli.cjs"), 0o755);
}
