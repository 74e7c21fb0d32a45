/**
 * The `yaml` package as the bundles have it: its ES modules, of which what is not used is left out (its export for Node is
 * CommonJS), and without generators. Its lexer, parser and composer hand on each token through several generators, one
 * inside the other, which takes V8 as long as all the rest of reading a file. We want all of them anyway, as a list.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";

const generators = /yaml[\\/]browser[\\/]dist[\\/](parse[\\/](lexer|parser)|compose[\\/]composer)\.js$/;

/** @param {string} root absolute path of the folder with `node_modules` */
export function yamlModules(root) {
  return {
    name: "yaml-modules",
    setup(build) {
      build.onResolve({ filter: /^yaml$/ }, () => ({
        path: path.join(root, "node_modules/yaml/browser/dist/index.js"),
        sideEffects: false,
      }));
      build.onLoad({ filter: generators }, async ({ path: file }) => ({
        contents: withoutGenerators(await readFile(file, "utf8"), file),
        loader: "js",
      }));
    },
  };
}

/** Methods that are called from outside, each the beginning of all others. */
const entry = /^ {4}\*(lex|parse|compose)\((.*)\) \{\n([\s\S]*?)^ {4}\}$/gm;

/**
 * The module with methods in place of generators: what they yield goes into a list, which the one that is called from
 * outside returns.
 *
 * @throws Error where the module is not written as that of the release for which this was made.
 */
export function withoutGenerators(source, file) {
  const bare = source.replace(/^ *\/\*[\s\S]*?\*\/$/gm, "");
  if (bare.match(entry)?.length !== 1) throw new Error(`${file} has not one entry any longer`);
  const text = bare
    .replace(entry, "    $1($2) {\n        this.yielded = [];\n$3        return this.yielded;\n    }")
    .replace(/^ {4}\*(?=\w+\()/gm, "    ")
    .replace(/\byield\* /g, "")
    .replace(/\byield ((?:[^;`]|`[^`]*`)+);/g, "this.yielded.push($1);");
  if (/\byield\b|function\*|\*\w+\(.*\) \{$/m.test(text))
    throw new Error(`${file} yields in another way than before`);
  return text;
}
