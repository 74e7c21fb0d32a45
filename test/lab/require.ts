/** Whether this machine can run the lab; a script says what is missing. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe } from "vitest";

const cannot = 77;

/** The same for the lab in a kernel of its own. */
export function requireKernel(title: string, tests: () => void): void {
  requireLab(title, tests, "kernel/probe.sh");
}

/**
 * A `describe` for tests in the lab. Where the machine cannot, they are skipped and the title says why; with
 * VPNGEN_REQUIRE_TOOLS=1 that is a failure.
 */
export function requireLab(title: string, tests: () => void, probe = "wire/probe.sh"): void {
  const { status, stderr } = spawnSync("bash", [path.join(import.meta.dirname, probe)], { encoding: "utf8" });
  if (status === 0) return void describe(title, tests);
  const reason = stderr.trim();
  if (status !== cannot) throw new Error(`${probe} ended with ${status}: ${reason}`);
  if (process.env.VPNGEN_REQUIRE_TOOLS === "1")
    throw new Error(`${reason}; VPNGEN_REQUIRE_TOOLS=1 forbids skipping the lab`);
  describe.skip(`${title} (skipped: ${reason})`, tests);
}
