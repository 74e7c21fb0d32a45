/** AWS lists tunnels in any order; what must not depend on it. */
import { expect } from "vitest";
import { artifactsOf } from "../../support/artifacts.ts";
import { exampleText, exampleTopology } from "../../support/examples.ts";
import { makeDirectly } from "./direct.ts";
import { newFolder } from "./folder.ts";
import { startWorld } from "./start.ts";

/** With the orders of that seed, each address is found under its tunnel, and the one tunnel that differs is changed. */
export async function expectRightTunnels(seed: number): Promise<void> {
  const file = "examples/tokyo/vpn.yaml";
  const topology = exampleTopology(file);
  const world = await startWorld(topology, { seed, operationPolls: 0 });
  await makeDirectly(world, topology);
  const env = { ...world.awsEnv(), ...world.googleEnv };
  const folder = newFolder(topology.name, artifactsOf(exampleText(file)), { env });
  try {
    const tunnels = [...world.aws.connections.values()].flatMap((connection) => connection.tunnels);
    const of = (cidr: string) => tunnels.find(({ insideCidr }) => insideCidr === cidr);
    const found = await folder.run("aws/outside-addresses.sh", "--stdout");
    expect(JSON.parse(found.stdout)).toEqual({
      aws_outside_addresses: Object.fromEntries(
        topology.tunnels.map(({ id, insideCidr }) => [id, of(insideCidr)?.outsideAddress]),
      ),
    });

    const wanted = topology.tunnels[seed % 4];
    const tunnel = of(wanted?.insideCidr ?? "");
    if (!wanted || !tunnel) throw new Error("there is no such tunnel");
    tunnel.options = { ...tunnel.options, DPDTimeoutSeconds: 99 };
    const before = world.history.length;
    const changed = await folder.run("aws/tunnel-options.sh", "--timeout", "60");
    expect(changed, changed.stderr).toMatchObject({ code: 0 });
    expect(tunnels.map(({ options }) => options.DPDTimeoutSeconds)).toEqual(
      Array(4).fill(topology.options.dpdTimeout),
    );
    const touched = world.history.slice(before).flatMap(({ modifying }) => modifying);
    expect([...new Set(touched)]).toEqual([wanted.insideCidr]);
  } finally {
    folder.remove();
    await world.stop();
  }
}
