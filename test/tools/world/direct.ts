/** A VPN made in a world without any script or CLI. */
import type { Topology, TunnelId } from "../../../src/topology/topology.ts";
import { emitted } from "../../support/cloudformation.ts";
import { existingResources, expectedGateway, expectedTunnels, seed } from "../expected-compute.ts";
import { stackOperations } from "../fake-aws/stacks.ts";
import { gatewayAddresses } from "./gateway-addresses.ts";
import { keyOf, type World } from "./start.ts";

/** Makes both sides as the topology says, AWS's from the template's `text`. */
export async function makeDirectly(
  world: World,
  topology: Topology,
  text = emitted(topology)[0]?.text ?? "",
): Promise<void> {
  const { compute } = world.google;
  const { operationPolls } = compute;
  compute.operationPolls = 0;
  world.storeKeys();
  const existing = existingResources(topology);
  const made = Object.entries(expectedGateway(topology)).filter(([key]) => !(key in existing));
  await seed(world.google, Object.fromEntries(made));
  updateStack(world, topology, { text });
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

/** Puts the attachments of connections and own VPCs into the declared tables of a transit gateway. */
export function arrangeTables({ aws }: World, { gateway }: Topology["aws"]): void {
  const { associate, propagate } = gateway;
  for (const attachment of aws.attachments.values()) {
    const isVpn = attachment.type === "vpn";
    if (attachment.state !== "available" || (!isVpn && attachment.owner !== aws.account)) continue;
    const [table = "", learning] = isVpn ? [associate, propagate] : [propagate[0], [associate]];
    if (table !== "") attachment.table = table;
    for (const each of learning) if (each !== "") attachment.propagations.add(each);
  }
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
