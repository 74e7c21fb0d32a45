/** Whether this machine can run the lab; the script beside says what is missing. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe } from "vitest";

const cannot = 77;

/**
 * A `describe` for tests in the lab. Where the machine cannot, they are skipped and the title says why; with
 * VPNGEN_REQUIRE_TOOLS=1 that is a failure.
 */
export function requireLab(title: string, tests: () => void): void {
  const { status, stderr } = spawnSync("bash", [path.join(import.meta.dirname, "wire/probe.sh")], {
    encoding: "utf8",
  });
  if (status === 0) return void describe(title, tests);
  const reason = stderr.trim();
  if (status !== cannot) throw new Error(`wire/probe.sh ended with ${status}: ${reason}`);
  if (process.env.VPNGEN_REQUIRE_TOOLS === "1")
    throw new Error(`${reason}; VPNGEN_REQUIRE_TOOLS=1 forbids skipping the lab`);
  describe.skip(`${title} (skipped: ${reason})`, tests);
}
