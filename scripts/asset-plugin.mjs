/**
 * How a template becomes code: `import render from "…/x.hbs"` gives a function made by Handlebars'
 * precompiler, so that nothing is compiled when vpngen runs; `import text from "…/x.sh"` gives the text.
 * The same loader serves esbuild (the program) and Vite (the tests).
 */
import { readFile } from "node:fs/promises";
import Handlebars from "handlebars";

/** Options that must agree between precompiling and the runtime in src/render/template.ts. */
export const handlebarsOptions = {
  strict: true,
  noEscape: true,
  knownHelpersOnly: true,
  knownHelpers: { sh: true, hcl: true, xml: true, code: true, num: true, word: true },
};

/** JavaScript module text that exports the template in `file` as a render function. */
export async function hbsModule(file, runtimePath) {
  const source = await readFile(file, "utf8");
  const spec = Handlebars.precompile(source, { ...handlebarsOptions, srcName: undefined });
  return `import { instantiate } from ${JSON.stringify(runtimePath)};\nexport default instantiate(${spec});\n`;
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
    },
  };
}

/** @param {string} runtimePath absolute path of src/render/template.ts */
export function viteAssets(runtimePath) {
  return {
    name: "assets",
    enforce: "pre",
    async load(id) {
      const file = id.split("?")[0];
      if (file.endsWith(".hbs")) return hbsModule(file, runtimePath);
      if (file.endsWith(".sh")) return `export default ${JSON.stringify(await readFile(file, "utf8"))};\n`;
      return null;
    },
  };
}
