/**
 * How a template becomes code: `import render from "…/x.hbs"` gives a function of the view, so that
 * nothing is compiled when vpngen runs; `import text from "…/x.sh"` gives the text.
 * `import load from "./x.ts?lazy"` gives a function that loads the module: what most runs do not need costs them nothing.
 * The same loader serves esbuild (the program) and Vite (the tests).
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { templateCode } from "./template-code.mjs";

/** JavaScript module text that exports the template in `file` as a render function. */
async function hbsModule(file, runtimePath) {
  const source = await readFile(file, "utf8");
  return `import { functions as t } from ${JSON.stringify(runtimePath)};\nexport default ${templateCode(source)};\n`;
}

/** @param {string} runtimePath absolute path of src/render/template.ts */
export function esbuildAssets(runtimePath) {
  return {
    name: "assets",
    setup(build) {
      build.onLoad({ filter: /\.hbs$/ }, async ({ path }) => ({
        contents: await hbsModule(path, runtimePath),
        loader: "js",
        resolveDir: process.cwd(),
        watchFiles: [path],
      }));
      build.onLoad({ filter: /\.sh$/ }, async ({ path }) => ({
        contents: await readFile(path, "utf8"),
        loader: "text",
      }));
      build.onResolve({ filter: /\?lazy$/ }, ({ path: name, resolveDir }) => ({
        path: path.join(resolveDir, name.replace("?lazy", "")),
        namespace: "lazy",
      }));
      build.onLoad({ filter: /./, namespace: "lazy" }, (file) => ({
        contents: `export default () => require(${JSON.stringify(file.path)});`,
        resolveDir: path.dirname(file.path),
      }));
    },
  };
}

/** @param {string} runtimePath absolute path of src/render/template.ts */
export function viteAssets(runtimePath) {
  return {
    name: "assets",
    enforce: "pre",
    async load(id) {
      const [file, query] = id.split("?");
      if (query === "lazy")
        return `import * as module from ${JSON.stringify(file)};\nexport default () => module;\n`;
      if (file.endsWith(".hbs")) return hbsModule(file, runtimePath);
      if (file.endsWith(".sh")) return `export default ${JSON.stringify(await readFile(file, "utf8"))};\n`;
      return null;
    },
  };
}
