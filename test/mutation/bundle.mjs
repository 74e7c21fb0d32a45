/** One script of some tests and all that they import, since hundreds of modules take longer to load than most tests to run. */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { esbuildAssets } from "../../scripts/asset-plugin.mjs";

/** The text of a CommonJS module; of the working directory. A name with a `*` stands for all tests of its folder. */
export async function bundle(names) {
  const files = names.flatMap((name) =>
    name.includes("*")
      ? readdirSync(path.dirname(name)).map((file) => path.join(path.dirname(name), file))
      : [name],
  );
  const { outputFiles } = await build({
    stdin: { contents: files.map((file) => `import "./${file}";`).join("\n"), resolveDir: process.cwd() },
    bundle: true,
    format: "cjs",
    platform: "node",
    packages: "external",
    plugins: [dirnames, esbuildAssets(path.resolve("src/render/template.ts"))],
    write: false,
  });
  return outputFiles[0].text;
}

/** Tests find files from where they stand. */
const dirnames = {
  name: "dirnames",
  setup({ onLoad }) {
    onLoad({ filter: /\/test\/(unit|support)\/.*\.ts$/ }, async ({ path: file }) => {
      const here = JSON.stringify(path.dirname(file));
      const text = await readFile(file, "utf8");
      return { contents: text.replaceAll("import.meta.dirname", here), loader: "ts" };
    });
  },
};
