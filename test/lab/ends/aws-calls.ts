/** What the emitted tunnel-options.sh, run by bash with the real aws CLI, makes of AWS's tunnels. */

import type { Topology } from "../../../src/topology/topology.ts";
import type { AwsState, AwsTunnel } from "../../tools/fake-aws/state.ts";
import { initialOptions } from "../../tools/fake-aws/tunnel-options.ts";
import { makeDirectly } from "../../tools/world/direct.ts";
import { newFolder, scriptsOf } from "../../tools/world/folder.ts";
import { startWorld } from "../../tools/world/start.ts";
import { type AwsEnd, awsDefaults, withAsked } from "./aws.ts";

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

/** What an AWS has. */
export function heldByAws(aws: AwsState, announced: readonly string[]): AwsEnd {
  const connections = [...aws.connections.values()].filter(({ state }) => state === "available");
  const gateways = connections.map(
    ({ vpnGatewayId, transitGatewayId }) =>
      aws.vpnGateways.get(vpnGatewayId) ?? aws.transitGateways.get(transitGatewayId),
  );
  return {
    ...{ asn: gateways[0]?.asn ?? 0, announced },
    gateway: connections.some(({ transitGatewayId }) => transitGatewayId !== "") ? "tgw" : "vgw",
    tunnels: connections.flatMap(({ customerGatewayId, tunnels }) => {
      const customer = aws.customerGateways.get(customerGatewayId);
      return tunnels.map(({ insideCidr, outsideAddress, preSharedKey, options }) => ({
        ...{ insideCidr, key: preSharedKey, options: withAsked(awsDefaults, options) },
        outside: { own: outsideAddress, peer: customer?.ipAddress ?? "" },
        peerAsn: customer?.bgpAsn ?? 0,
      }));
    }),
  };
}
