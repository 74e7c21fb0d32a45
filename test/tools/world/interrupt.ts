/** Runs that are killed between two calls, and how many a deployment then takes. */
import { expect } from "vitest";
import type { ScriptResult } from "../gcloud.ts";
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
export async function killAgainAndAgain(
  { world, folder }: Vpn,
  run: () => Promise<ScriptResult>,
  { every, signal = "SIGKILL" }: Killed,
): Promise<number> {
  for (let killed = 0; killed < 300; killed += 1) {
    let left = every;
    world.seen = ({ mutates, refused }) => {
      if (!mutates || refused) return;
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
