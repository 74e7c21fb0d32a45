/** Whatever ends the program that opened a lab, nothing of the lab is left. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import { until } from "./lab.ts";
import { requireLab } from "./require.ts";
import { namesIn, namespacesOf, residents } from "./residents.ts";

requireLab("a lab that is open", () => {
  let folder = "";
  let child: ChildProcess | undefined;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "vpngen-lab-"));
  });
  afterEach(() => {
    child?.kill("SIGKILL");
    rmSync(folder, { recursive: true });
  });

  test.each(["SIGKILL", "SIGTERM"] as const)(
    "leaves no process, network, mount or key behind when %s ends its program",
    async (signal) => {
      const program = path.join(folder, "hold-open.mjs");
      const entryPoints = [path.join(import.meta.dirname, "hold-open.ts")];
      buildSync({ entryPoints, outfile: program, bundle: true, platform: "node", format: "esm" });
      const key = `K${randomBytes(20).toString("hex")}`;
      const mounts = readFileSync("/proc/mounts", "utf8");
      const networks = namesIn("/run/netns");

      const env = { PATH: process.env.PATH, TMPDIR: folder };
      child = spawn(process.execPath, [program, key], {
        cwd: folder,
        env,
        stdio: ["ignore", "pipe", "inherit"],
      });
      const early = once(child, "exit").then(
        ([code, by]) => `it ended with ${code ?? by} before it was open`,
      );
      const pid = String(await Promise.race([once(child.stdout ?? child, "data"), early])).trim();
      expect(pid).toMatch(/^\d+$/);
      const cell = namespacesOf(pid);
      expect(cell).toHaveLength(4);
      // Eight of strongSwan, two of BIRD, and the one that waits for the end.
      expect(residents(cell).length).toBeGreaterThanOrEqual(11);

      child.kill(signal);
      await once(child, "exit");
      await until(10, "the end of every process in the lab's namespaces", () => residents(cell).length === 0);
      expect(readFileSync("/proc/mounts", "utf8")).toBe(mounts);
      expect(namesIn("/run/netns")).toEqual(networks);
      expect(namesIn(folder)).toEqual(["hold-open.mjs"]);
      expect(readFileSync(program, "utf8")).not.toContain(key);
    },
  );
});
