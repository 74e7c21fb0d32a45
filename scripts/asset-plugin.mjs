/**
 * How a template becomes code: `import render from "…/x.hbs"` gives a function of the view, so that
 * nothing is compiled when vpngen runs; `import files from "…/folder?sh"` gives the texts of a folder's scripts, by their
 * paths, without what shellcheck alone needs.
 * `import load from "./x.ts?lazy"` gives a function that loads the module: what most runs do not need costs them nothing.
 * The same loader serves esbuild (the program) and Vite (the tests).
 */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import Handlebars from "handlebars";

const lazy = "?lazy";

/** What a lazy import means: a file, or a module of Node, which stands there without `node:`. */
function moduleOf(id, folder) {
  const name = id.slice(0, -lazy.length);
  return /^\w+$/.test(name) ? `node:${name}` : path.resolve(folder, name);
}

/** JavaScript module text that exports the template in `file` as a render function. */
async function hbsModule(file, runtimePath) {
  const source = await readFile(file, "utf8");
  return `import { template } from ${JSON.stringify(runtimePath)};\nexport default template(${compiled(source)});\n`;
}

/** A template as Handlebars compiles it, for `src/render/template.ts`; an unknown helper is an error. */
export function compiled(source) {
  const ours = ["sh", "hcl", "xml", "code", "num", "word", "if", "unless", "each"];
  const known = Object.fromEntries(ours.map((name) => [name, true]));
  return Handlebars.precompile(source, {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: { with: false, lookup: false, log: false, ...known },
  });
}

/** A body of a script, without the line that tells shellcheck how to read it on its own. */
async function shText(file) {
  return (await readFile(file, "utf8")).replace(/^# shellcheck shell=bash\n/, "").trim();
}

const bashFolder = "?sh";

/** JSON of the scripts in a folder and below it, by their paths. */
async function bashFiles(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".sh")).sort();
  const texts = await Promise.all(names.map((name) => shText(path.join(folder, name))));
  return JSON.stringify(Object.fromEntries(names.map((name, at) => [name, texts[at]])));
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
      build.onResolve({ filter: /\?sh$/ }, ({ path: name, resolveDir }) => ({
        path: path.resolve(resolveDir, name.slice(0, -bashFolder.length)),
        namespace: "bash",
      }));
      build.onLoad({ filter: /./, namespace: "bash" }, async (folder) => ({
        contents: await bashFiles(folder.path),
        loader: "json",
      }));
      // V8 reads JSON sooner than the same as an object literal.
      build.onLoad({ filter: /\.json$/ }, async ({ path }) => ({
        contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(await readFile(path, "utf8"))))});`,
        loader: "js",
      }));
      build.onResolve({ filter: /\?lazy$/ }, ({ path: name, resolveDir }) => ({
        path: moduleOf(name, resolveDir),
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
    resolveId: (id, importer) => {
      if (id.endsWith(bashFolder)) return path.resolve(path.dirname(importer), id);
      return id.endsWith(lazy) && !id.startsWith(".") ? id : null;
    },
    async load(id) {
      const [file] = id.split("?");
      if (id.endsWith(lazy))
        return `import * as module from ${JSON.stringify(moduleOf(id, "."))};\nexport default () => module;\n`;
      if (file.endsWith(".hbs")) return hbsModule(file, runtimePath);
      if (id.endsWith(bashFolder)) return `export default ${await bashFiles(file)};\n`;
      return null;
    },
  };
}
