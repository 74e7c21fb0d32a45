/** What the emitted tunnel-options.sh, run by bash with the real aws CLI, makes of AWS's tunnels. */

import type { Topology } from "../../../src/topology/topology.ts";
import type { AwsTunnel } from "../../tools/fake-aws/state.ts";
import { initialOptions } from "../../tools/fake-aws/tunnel-options.ts";
import { makeDirectly } from "../../tools/world/direct.ts";
import { newFolder, scriptsOf } from "../../tools/world/folder.ts";
import { startWorld } from "../../tools/world/start.ts";
import { type AwsEnd, withAsked } from "./aws.ts";

/** Runs the script against an AWS where the stack was just made, and returns the end that it leaves there. */
export async function afterTunnelOptions(end: AwsEnd, topology: Topology): Promise<AwsEnd> {
  const changed = await changedTunnels(topology);
  return {
    ...end,
    tunnels: end.tunnels.map((tunnel) => {
      const found = changed.find(({ insideCidr }) => insideCidr === tunnel.insideCidr);
      if (found === undefined) throw new Error(`AWS has no tunnel ${tunnel.insideCidr}`);
      return { ...tunnel, options: withAsked(tunnel.options, found.options) };
    }),
  };
}

async function changedTunnels(topology: Topology): Promise<readonly AwsTunnel[]> {
  const world = await startWorld(topology, { operationPolls: 0 });
  const folder = newFolder(topology.name, scriptsOf(topology), { env: world.awsEnv() });
  try {
    for (const { insideCidr } of topology.tunnels) world.broken.add(insideCidr);
    await makeDirectly(world, topology);
    const tunnels = [...world.aws.connections.values()].flatMap((connection) => connection.tunnels);
    for (const tunnel of tunnels) tunnel.options = initialOptions;
    const { code, stderr } = await folder.run("aws/tunnel-options.sh", "--first-deployment", "--poll", "0");
    if (code !== 0) throw new Error(`tunnel-options.sh ended with ${code}: ${stderr}`);
    return tunnels;
  } finally {
    folder.remove();
    await world.stop();
  }
}
