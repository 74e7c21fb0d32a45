/** Runs that are killed between two calls, and how many a deployment then takes. */
import { expect } from "vitest";
import type { ScriptResult } from "../gcloud.ts";
import type { WorldCall } from "./start.ts";
import type { Vpn } from "./vpn.ts";

interface Killed {
  /** How many changes each run may make before it is killed. */
  readonly every: number;
  /** Terraform loses what it made when it is killed at once, and only then; Ctrl-C is what people do. */
  readonly signal?: "SIGKILL" | "SIGINT";
}

/**
 * Runs a script until it gets to its end, and kills it each time right after a change has had its effect and before
 * the answer arrives. Returns how many runs were killed. Throws where a run fails by itself.
 */
export function killAgainAndAgain(
  vpn: Vpn,
  run: () => Promise<ScriptResult>,
  { every, signal = "SIGKILL" }: Killed,
): Promise<number> {
  return killUntilDone(vpn, run, {
    signal,
    left: () => every,
    counts: ({ mutates, refused }) => mutates && !refused,
  });
}

/** The same, where the first run is killed after its first call, whatever it is, the second after its second, and so on. */
export function killInTurn(
  vpn: Vpn,
  run: () => Promise<ScriptResult>,
  signal: "SIGKILL" | "SIGINT" = "SIGKILL",
): Promise<number> {
  return killUntilDone(vpn, run, { signal, left: (killed) => killed + 1, counts: () => true });
}

interface Plan {
  readonly signal: "SIGKILL" | "SIGINT";
  /** How many calls that count the next run may make. */
  readonly left: (killed: number) => number;
  readonly counts: (call: WorldCall) => boolean;
}

async function killUntilDone(
  { world, folder }: Vpn,
  run: () => Promise<ScriptResult>,
  { signal, left: allowed, counts }: Plan,
): Promise<number> {
  for (let killed = 0; killed < 1000; killed += 1) {
    let left = allowed(killed);
    world.seen = (call) => {
      if (!counts(call)) return;
      left -= 1;
      if (left === 0) folder.kill(signal);
    };
    const result = await run();
    world.seen = () => undefined;
    if (left > 0) {
      expect(result, `${result.stderr}\n${killed} runs were killed before`).toMatchObject({ code: 0 });
      return killed;
    }
  }
  throw new Error("it never came to its end");
}

/** The most tunnels that were under modification at once, and the fewest that were up, since a call. */
export function worst({ history }: Vpn["world"], since = 0): { modifying: number; up: number } {
  const moments = history.filter(({ call }) => call >= since);
  return {
    modifying: Math.max(...moments.map(({ modifying }) => modifying.length)),
    up: Math.min(...moments.map(({ up }) => up.length)),
  };
}
