/** Both changes that roll.sh makes, on a VPN that is running, and what must hold while it makes them. */
import { expect } from "vitest";
import type { TunnelId } from "../../../src/topology/topology.ts";
import type { ScriptResult } from "../gcloud.ts";
import { currentKey } from "./expected-aws.ts";
import { worst } from "./interrupt.ts";
import { expectDeployed, type Tool, type Vpn } from "./vpn.ts";

type Run = () => Promise<ScriptResult>;

interface Rolling {
  readonly tool: Tool;
  /** Text of vpn.yaml with another suite. */
  readonly changed: string;
  /** Sees a roll to its end, by as many runs as it likes. */
  readonly through: (run: Run, kind: "suite" | "keys") => Promise<unknown>;
  /** Likewise for what puts the new keys into the stores; one run where absent. */
  readonly rotating?: (run: Run) => Promise<unknown>;
  /** Tunnels that get new keys; all where absent. */
  readonly rotated?: readonly TunnelId[];
}

/** The text of the example Tokyo with another hash and another group. */
export function withOtherSuite(text: string): string {
  return text.replace("integrity: SHA2-256", "integrity: SHA2-384").replace("dhGroup: 14", "dhGroup: 20");
}

/** Rolls the suite and then the keys. At every moment three tunnels are up, and no second run changes anything. */
export async function expectRolled(vpn: Vpn, rolling: Rolling): Promise<void> {
  const { world, folder } = vpn;
  const { tool, changed, through, rotating = expectDone, rotated = [] } = rolling;
  const roll = (kind: string) => () => folder.run("roll.sh", kind, "--gcp", tool, "--timeout", "60");
  const expectRoll = async (kind: "suite" | "keys", flag: string) => {
    const since = world.calls.length;
    await through(roll(flag), kind);
    expect(worst(world, since)).toEqual({ up: 3, modifying: 1 });
    expectDeployed({ world, tool }, topology);
    const modified = world.calls
      .slice(since)
      .filter(({ operation, refused }) => operation === "ModifyVpnTunnelOptions" && !refused);
    // AWS does not show which key a tunnel has, so that one may be given to it again.
    if (kind === "suite") expect(modified).toHaveLength(4);
    const before = world.calls.length;
    await expectDone(roll(flag));
    expect(world.calls.slice(before).filter(({ mutates }) => mutates)).toEqual([]);
  };

  const topology = vpn.rebuild(changed);
  await expectRoll("suite", "--suite");
  const keys = () => topology.tunnels.map((tunnel) => currentKey(world.aws, tunnel));
  const before = keys();
  const chosen = rotated.flatMap((id) => ["--tunnel", id]);
  await rotating(() => folder.run("secrets.sh", "rotate", ...chosen));
  await expectRoll("keys", "--psk");
  expect(new Set([...before, ...keys()]).size).toBe(4 + (rotated.length || 4));
}

async function expectDone(run: Run): Promise<void> {
  const result = await run();
  expect(result, result.stderr).toMatchObject({ code: 0 });
}
