/** The user's own Prettier formats: an old one as the newest. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bundledCli } from "../support/cli.ts";
import { exampleText } from "../support/examples.ts";
import { requireTool } from "./require.ts";

const manifest = "prettier-oldest/package.json";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vpngen-style-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

requireTool(manifest)("Prettier 3.4.0, installed in the repository", () => {
  test.each([
    "tabWidth: 4\nsingleQuote: true\n",
    "printWidth: 60\nproseWrap: always\n",
    "useTabs: true\nendOfLine: crlf\n",
  ])("with %j the artifacts are what its command leaves", async (config) => {
    const vpngen = await bundledCli("style");
    const prettier = path.dirname(createRequire(import.meta.url).resolve(manifest));
    expect(JSON.parse(readFileSync(path.join(prettier, "package.json"), "utf8")).version).toBe("3.4.0");
    mkdirSync(path.join(folder, "node_modules"));
    mkdirSync(path.join(folder, ".git"));
    symlinkSync(prettier, path.join(folder, "node_modules/prettier"));
    writeFileSync(path.join(folder, ".prettierrc"), config);
    writeFileSync(path.join(folder, "vpn.yaml"), exampleText("examples/tokyo/vpn.yaml"));
    expect(vpngen(folder, ["build"])).toMatchObject({ status: 0 });
    // The manifest is left to whoever formats it: any form of it is up to date.
    const command = [path.join(prettier, "bin/prettier.cjs"), "--check", "generated", "!**/.vpngen.json"];
    const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
    expect(stdout + stderr).toContain("All matched files use Prettier code style!");
    expect(vpngen(folder, ["build"]).stdout).toMatch(/^\d+ artifacts are up to date\n$/);
  });
});
