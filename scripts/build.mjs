/** Makes dist/: the program, the library and its types; and links the command for `npx vpngen`. */
import { execFileSync } from "node:child_process";
import { mkdir, rm, symlink } from "node:fs/promises";
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

// npm links a package's commands everywhere but in the package itself.
await mkdir("node_modules/.bin", { recursive: true });
await rm("node_modules/.bin/vpngen", { force: true });
await symlink("../../dist/cli.cjs", "node_modules/.bin/vpngen");
