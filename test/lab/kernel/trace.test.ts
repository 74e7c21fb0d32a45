/** A guest ends with the program that booted it, and leaves nothing. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import { until } from "../lab.ts";
import { requireKernel } from "../require.ts";
import { namesIn, namespacesOf, residents } from "../residents.ts";
import { disk } from "./disk.ts";

requireKernel("a guest that runs", () => {
  let folder = "";
  let child: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "vpngen-lab-"));
  });
  afterEach(() => {
    child?.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });

  test("leaves no process, mount, file or key behind when its program is killed", async () => {
    const program = path.join(folder, "hold-open.mjs");
    const entryPoints = [path.join(import.meta.dirname, "hold-open.ts")];
    buildSync({ entryPoints, outfile: program, bundle: true, platform: "node", format: "esm" });
    const diskFile = path.join(folder, "disk.json");
    writeFileSync(diskFile, JSON.stringify(disk));
    const key = `K${randomBytes(20).toString("hex")}`;
    const mounts = readFileSync("/proc/mounts", "utf8");
    const umlFolder = path.join(homedir(), ".uml");
    const hadUml = existsSync(umlFolder);

    child = spawn(process.execPath, [program, key, diskFile], {
      cwd: folder,
      env: { PATH: process.env.PATH, TMPDIR: folder },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = await Promise.race([once(child.stdout ?? child, "data"), once(child, "exit")]);
    const pid = String(said).trim();
    const cell = namespacesOf(pid);
    expect(cell).toHaveLength(4);
    // The guest's kernel has a process outside for each of its own: eight of strongSwan, two of BIRD, and node.
    expect(residents(cell).length).toBeGreaterThan(11);

    child.kill("SIGKILL");
    await once(child, "exit");
    await until(30, "the end of every process in the cell", () => residents(cell).length === 0);
    expect(readFileSync("/proc/mounts", "utf8")).toBe(mounts);
    expect(existsSync(umlFolder)).toBe(hadUml);
    expect(namesIn(folder)).toEqual(["disk.json", "hold-open.mjs"]);
  });
});
