/** Makes dist/: the program, the library and its types. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

await rm("dist", { recursive: true, force: true });
await bundle(path.join(root, "dist"));
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
await keepReachable("dist/types/index.d.ts");
// The program is CommonJS, and so are its types; the package itself says otherwise for its sources.
await writeFile("dist/types/package.json", '{ "type": "commonjs" }\n');

/** Deletes the declarations that nobody can come to from the entry: they speak of packages that are bundled. */
async function keepReachable(entry) {
  const kept = new Set();
  const keep = (file) => {
    if (kept.has(file)) return;
    kept.add(file);
    for (const [, module] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)\.ts"/g)) {
      keep(path.join(path.dirname(file), `${module}.d.ts`));
    }
  };
  keep(path.normalize(entry));
  const folder = path.dirname(entry);
  for (const found of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(found.parentPath, found.name);
    if (found.isFile() && !kept.has(file)) await rm(file);
  }
}
