/** AWS lists tunnels in any order; what must not depend on it. */
import { expect } from "vitest";
import type { Topology } from "../../../src/topology/topology.ts";
import { artifactsOf } from "../../support/artifacts.ts";
import { exampleText, exampleTopology } from "../../support/examples.ts";
import type { AwsTunnel } from "../fake-aws/state.ts";
import { makeDirectly } from "./direct.ts";
import { type Folder, newFolder } from "./folder.ts";
import { startWorld, type World } from "./start.ts";

const file = "examples/tokyo/vpn.yaml";

/** A VPN of which one tunnel has another option than it should. */
interface Shuffled {
  readonly topology: Topology;
  readonly world: World;
  readonly folder: Folder;
  /** Those of AWS, by the order of the topology's. */
  readonly tunnels: readonly AwsTunnel[];
  readonly wrong: AwsTunnel;
}

/** With the orders of that seed, each address is found under its tunnel, and the one tunnel that differs is changed. */
export async function expectRightTunnels(seed: number): Promise<void> {
  await withShuffled(seed, async ({ topology, world, folder, tunnels, wrong }) => {
    await expectAddresses(folder, tunnels);
    const before = world.history.length;
    const changed = await folder.run("aws/tunnel-options.sh", "--timeout", "60");
    expect(changed, changed.stderr).toMatchObject({ code: 0 });
    expect(tunnels.map(({ options }) => options.DPDTimeoutSeconds)).toEqual(
      Array(4).fill(topology.options.dpdTimeout),
    );
    const touched = world.history.slice(before).flatMap(({ modifying }) => modifying);
    expect([...new Set(touched)]).toEqual([wrong.insideCidr]);
  });
}

/** The same, where the script only says which tunnel it would change, and by which address: a third of the time. */
export async function expectRightDryRun(seed: number): Promise<void> {
  await withShuffled(seed, async ({ folder, tunnels, wrong }) => {
    await expectAddresses(folder, tunnels);
    const { code, stdout, stderr } = await folder.run("aws/tunnel-options.sh", "--dry-run");
    expect(code, stderr).toBe(0);
    const found = [...stdout.matchAll(/^\w\d {2}(\S+) {2}(\S+): (differs|as declared)/gm)];
    expect(found.map(([, ...row]) => row)).toEqual(
      tunnels.map((tunnel) => [
        tunnel.insideCidr,
        tunnel.outsideAddress,
        tunnel === wrong ? "differs" : "as declared",
      ]),
    );
    const addressed = [...stderr.matchAll(/--vpn-tunnel-outside-ip-address (\S+)/g)];
    expect(addressed.map(([, address]) => address)).toEqual([wrong.outsideAddress]);
  });
}

async function withShuffled(seed: number, body: (shuffled: Shuffled) => Promise<void>): Promise<void> {
  const topology = exampleTopology(file);
  const world = await startWorld(topology, { seed });
  await makeDirectly(world, topology);
  const env = { ...world.awsEnv(), ...world.googleEnv };
  const folder = newFolder(topology.name, artifactsOf(exampleText(file)), { env });
  const all = [...world.aws.connections.values()].flatMap((connection) => connection.tunnels);
  const tunnels = topology.tunnels.flatMap(
    ({ insideCidr }) => all.find((tunnel) => tunnel.insideCidr === insideCidr) ?? [],
  );
  const wrong = tunnels[seed % 4];
  if (!wrong) throw new Error("there is no such tunnel");
  wrong.options = { ...wrong.options, DPDTimeoutSeconds: 99 };
  try {
    await body({ topology, world, folder, tunnels, wrong });
  } finally {
    folder.remove();
    await world.stop();
  }
}

async function expectAddresses(folder: Folder, tunnels: readonly AwsTunnel[]): Promise<void> {
  const { stdout } = await folder.run("aws/outside-addresses.sh", "--stdout");
  const ids = ["a1", "a2", "b1", "b2"];
  expect(JSON.parse(stdout)).toEqual({
    aws_outside_addresses: Object.fromEntries(ids.map((id, at) => [id, tunnels[at]?.outsideAddress])),
  });
}
