/** Makes dist/: the program, the library and its types. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

/** A VPN of the most ordinary kind, for `vpngen init`. */
const answers = [
  ["--aws-region", "ap-northeast-1"],
  ["--vpc", "vpc-0a1b2c3d4e5f60718"],
  ["--vpc-cidrs", "10.20.0.0/16"],
  ["--route-tables", "rtb-0a1b2c3d4e5f60718"],
  ["--security-groups", "sg-0a1b2c3d4e5f60718"],
  ["--gcp-project", "media-prod"],
  ["--gcp-region", "asia-northeast1"],
  ["--gcp-network", "prod"],
  ["--gcp-cidrs", "10.128.0.0/20"],
  ["--name", "tokyo"],
].flat();

await rm("dist", { recursive: true, force: true });
await bundle(path.join(root, "dist"));
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
await keepReachable("dist/types/index.d.ts");
await keepCode();
// The program is CommonJS, and so are its types; the package itself says otherwise for its sources.
await writeFile("dist/types/package.json", '{ "type": "commonjs" }\n');

/**
 * Lets the program run once, and keeps what V8 compiled: see src/cache/program.ts. Code is kept of a file that nobody
 * has touched for some seconds.
 */
async function keepCode() {
  const folder = await mkdtemp(path.join(tmpdir(), "vpngen-build-"));
  const cache = path.join(folder, "vpngen");
  try {
    await mkdir(cache);
    await setTimeout(Math.max(0, (await stat("dist/program.cjs")).mtimeMs + 3000 - Date.now()));
    const env = { ...process.env, XDG_CACHE_HOME: folder, NODE_OPTIONS: "" };
    const vpngen = (...args) =>
      execFileSync(process.execPath, [path.join(root, "dist/cli.cjs"), ...args], {
        cwd: folder,
        env,
        stdio: "pipe",
      });
    vpngen("init", "--yes", ...answers);
    vpngen("build");
    for (const name of await readdir(cache)) {
      if (name.endsWith(".code")) await copyFile(path.join(cache, name), path.join("dist", name));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

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
