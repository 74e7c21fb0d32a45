/** Runs that are killed between two calls, and how many a deployment then takes. */
import { expect } from "vitest";
import type { ScriptResult } from "../gcloud.ts";
import type { WorldCall } from "./start.ts";
import type { Vpn } from "./vpn.ts";

/** Terraform loses what it made when it is killed at once, and only then; Ctrl-C is what people do. */
type Signal = "SIGKILL" | "SIGINT";

/**
 * Runs a script until it gets to its end, and kills it each time right after a change has had its effect and before
 * the answer arrives. Returns how many runs were killed. Throws where a run fails by itself.
 */
export function killAgainAndAgain(
  vpn: Vpn,
  run: () => Promise<ScriptResult>,
  signal: Signal = "SIGKILL",
): Promise<number> {
  let last = "";
  return killUntilDone(vpn, run, {
    signal,
    left: () => 1,
    counts: ({ operation, mutates, refused }) => {
      const isAgain = operation === givenAgain && last === givenAgain;
      if (!mutates || refused || changeSets.test(operation) || isAgain) return false;
      last = operation;
      return true;
    },
  });
}

/** AWS does not show which key a tunnel has, so that it is given again: who is always killed there gets no further. */
const givenAgain = "ModifyVpnTunnelOptions";

/** The same, where the first run is killed after its first call, whatever it is, the second after its second, and so on. */
export function killInTurn(
  vpn: Vpn,
  run: () => Promise<ScriptResult>,
  signal: Signal = "SIGKILL",
): Promise<number> {
  return killUntilDone(vpn, run, { signal, left: (killed) => killed + 1, counts: () => true });
}

/**
 * The same at telling points: the first run is killed after the first call of the first kind, the next one after that of
 * the second kind, and so on; the last run gets to its end. Throws where a run never came to its point.
 */
export async function killAt(
  vpn: Vpn,
  run: () => Promise<ScriptResult>,
  { points, signal = "SIGKILL" }: { points: readonly RegExp[]; signal?: Signal },
): Promise<void> {
  const killed = await killUntilDone(vpn, run, {
    signal,
    left: () => 1,
    counts: ({ operation, mutates, refused }, at) =>
      mutates && !refused && (points[at]?.test(operation) ?? false),
  });
  expect(killed, "runs that were killed").toBe(points.length);
}

/** Each run makes a change set anew, where it is the same. `killInTurn` kills there too. */
const changeSets = /^(Create|Delete)ChangeSet$/;

interface Plan {
  readonly signal: Signal;
  /** How many calls that count the next run may make. */
  readonly left: (killed: number) => number;
  readonly counts: (call: WorldCall, killed: number) => boolean;
}

async function killUntilDone(
  { world, folder }: Vpn,
  run: () => Promise<ScriptResult>,
  { signal, left: allowed, counts }: Plan,
): Promise<number> {
  for (let killed = 0; killed < 1000; killed += 1) {
    let left = allowed(killed);
    world.seen = (call) => {
      if (!counts(call, killed)) return;
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
