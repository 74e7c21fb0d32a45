/** Bundles the program and its library form into dist/, and links the command for `npx vpngen`. */
import { execFileSync } from "node:child_process";
import { chmod, mkdir, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { esbuildAssets } from "./asset-plugin.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

await rm("dist", { recursive: true, force: true });
await build({
  entryPoints: { cli: "src/cli/main.ts", index: "src/index.ts" },
  outdir: "dist",
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
  plugins: [esbuildAssets(path.resolve("src/render/template.ts"))],
});
await chmod("dist/cli.cjs", 0o755);

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});

// npm links a package's commands everywhere but in the package itself.
await mkdir("node_modules/.bin", { recursive: true });
await rm("node_modules/.bin/vpngen", { force: true });
await symlink("../../dist/cli.cjs", "node_modules/.bin/vpngen");
