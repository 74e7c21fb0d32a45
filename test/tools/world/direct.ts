/** A VPN made in a world without any script or CLI. */
import type { Topology, TunnelId } from "../../../src/topology/topology.ts";
import { emitted } from "../../support/cloudformation.ts";
import { existingResources, expectedGateway, expectedTunnels, seed } from "../expected-compute.ts";
import { stackOperations } from "../fake-aws/stacks.ts";
import { gatewayAddresses } from "./gateway-addresses.ts";
import { keyOf, type World } from "./start.ts";

/** Makes both sides as the topology says. */
export async function makeDirectly(world: World, topology: Topology): Promise<void> {
  const { compute } = world.google;
  const { operationPolls } = compute;
  compute.operationPolls = 0;
  world.storeKeys();
  const existing = existingResources(topology);
  const made = Object.entries(expectedGateway(topology)).filter(([key]) => !(key in existing));
  await seed(world.google, Object.fromEntries(made));
  updateStack(world, topology, { text: emitted(topology)[0]?.text ?? "" });
  const outside = new Map(
    [...world.aws.connections.values()].flatMap(({ tunnels }) =>
      tunnels.map(({ insideCidr, outsideAddress }) => [insideCidr, outsideAddress]),
    ),
  );
  const addresses = Object.fromEntries(
    topology.tunnels.map(({ id, insideCidr }) => [id, outside.get(insideCidr) ?? ""]),
  ) as Record<TunnelId, string>;
  const resources = Object.entries(expectedTunnels(topology, addresses)).map(([key, fields]) => {
    const tunnel = topology.tunnels.find(({ names }) => key.endsWith(`/vpnTunnels/${names.tunnel}`));
    return [key, tunnel ? { ...fields, sharedSecret: keyOf(tunnel.id) } : fields];
  });
  await seed(world.google, Object.fromEntries(resources));
  compute.operationPolls = operationPolls;
  world.wait(10);
}

/** Creates the stack or updates it, and lets it come to its end. Returns the changes that CloudFormation saw. */
export function updateStack(
  world: World,
  topology: Topology,
  { text, mode = "" }: { text: string; mode?: "" | "REVERT_DRIFT" },
): unknown {
  const { aws } = world;
  const name = topology.aws.stackName;
  const [a = "", b = ""] = gatewayAddresses(world, topology);
  const parameters = new Map([
    ["StackName", name],
    ["ChangeSetName", "direct"],
    ["ChangeSetType", aws.stacks.size === 0 ? "CREATE" : "UPDATE"],
    ["TemplateBody", text],
    ...(mode === "" ? [] : [["DeploymentMode", mode] as const]),
    ...[a, b].flatMap((address, at) => [
      [`Parameters.member.${at + 1}.ParameterKey`, `GcpAddress${at}`] as const,
      [`Parameters.member.${at + 1}.ParameterValue`, address] as const,
    ]),
  ]);
  const call = { account: aws.account, parameters };
  stackOperations.CreateChangeSet?.(aws, call);
  const made = stackOperations.DescribeChangeSet?.(aws, call);
  stackOperations.ExecuteChangeSet?.(aws, call);
  world.wait(aws.pace.stack);
  return made;
}
