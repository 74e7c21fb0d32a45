/** Both changes that roll.sh makes, on a VPN that is running, and what must hold while it makes them. */
import { expect } from "vitest";
import type { Topology, TunnelId } from "../../../src/topology/topology.ts";
import type { ScriptResult } from "../gcloud.ts";
import { currentKey } from "./expected-aws.ts";
import { worst } from "./interrupt.ts";
import { expectDeployed, type Tool, type Vpn } from "./vpn.ts";

type Run = () => Promise<ScriptResult>;

interface Rolling {
  readonly tool: Tool;
  /** Sees a roll to its end, by as many runs as it likes; one where absent. */
  readonly through?: (run: Run) => Promise<unknown>;
}

interface Rotation extends Rolling {
  /** What the VPN is by now. */
  readonly topology: Topology;
  /** Tunnels that get new keys. */
  readonly rotated: readonly TunnelId[];
  /** Sees to its end what puts the new keys into the stores. */
  readonly rotating?: (run: Run) => Promise<unknown>;
}

/** The text of the example Tokyo with another hash and another group. */
export function withOtherSuite(text: string): string {
  return text.replace("integrity: SHA2-256", "integrity: SHA2-384").replace("dhGroup: 14", "dhGroup: 20");
}

/** Rolls the suite that another text has, which AWS is told once for each tunnel. Returns what the VPN is then. */
export async function expectSuiteRolled(vpn: Vpn, text: string, rolling: Rolling): Promise<Topology> {
  const topology = vpn.rebuild(text);
  const since = vpn.world.calls.length;
  await expectRolled(vpn, "--suite", { ...rolling, topology });
  const modified = vpn.world.calls
    .slice(since)
    .filter(({ operation, refused }) => operation === "ModifyVpnTunnelOptions" && !refused);
  expect(modified).toHaveLength(4);
  return topology;
}

/** Rolls keys. AWS does not show which one a tunnel has, so that one may be given to it again. */
export async function expectKeysRolled(vpn: Vpn, rotation: Rotation): Promise<void> {
  const { topology, rotated, rotating = expectDone } = rotation;
  const keys = () => topology.tunnels.map((tunnel) => currentKey(vpn.world.aws, tunnel));
  const before = keys();
  const chosen = rotated.flatMap((id) => ["--tunnel", id]);
  await rotating(() => vpn.folder.run("secrets.sh", "rotate", ...chosen));
  await expectRolled(vpn, "--psk", rotation);
  expect(new Set([...before, ...keys()]).size).toBe(4 + rotated.length);
}

/** The text of the example Tokyo with other inside CIDRs: b1 gets the one that b2 has. */
export function withOtherInsideCidrs(text: string): string {
  return text.replace(
    /insideCidrs: .*/,
    "insideCidrs: [169.254.12.0/30, 169.254.10.4/30, 169.254.11.4/30, 169.254.12.4/30]",
  );
}

/** Moves the tunnels to the inside CIDRs that another text has, of which AWS is told once for each. */
export async function expectMoved(vpn: Vpn, text: string, rolling: Rolling): Promise<Topology> {
  const before = vpn.topology.tunnels.map(({ insideCidr }) => insideCidr);
  const topology = vpn.rebuild(text);
  const moved = topology.tunnels.filter(({ insideCidr }, at) => insideCidr !== before[at]);
  const since = vpn.world.calls.length;
  await expectRolled(vpn, "--inside-cidrs", { ...rolling, topology });
  const modified = vpn.world.calls
    .slice(since)
    .filter(({ operation, refused }) => operation === "ModifyVpnTunnelOptions" && !refused);
  expect(modified).toHaveLength(moved.length);
  return topology;
}

/** At every moment three tunnels are up, and no second run changes anything. */
async function expectRolled(
  { world, folder }: Vpn,
  kind: "--suite" | "--psk" | "--inside-cidrs",
  { tool, topology, through = expectDone }: Rolling & { topology: Topology },
): Promise<void> {
  const roll = () => folder.run("roll.sh", kind, "--gcp", tool, "--timeout", "60");
  const since = world.calls.length;
  await through(roll);
  expect(worst(world, since)).toEqual({ up: 3, modifying: 1 });
  // Of the router's lists, what was made last is the last.
  const isOrdered = tool === "gcloud" && kind === "--suite";
  expectDeployed({ world, tool, isOrdered }, topology);
  const before = world.calls.length;
  await expectDone(roll);
  expect(world.calls.slice(before).filter(({ mutates }) => mutates)).toEqual([]);
}

async function expectDone(run: Run): Promise<void> {
  const result = await run();
  expect(result, result.stderr).toMatchObject({ code: 0 });
}
