/** What a VPN leaves on both clouds that nothing declares any more. */
import type { Topology } from "../../../src/topology/topology.ts";
import { declaredFields, existingResources, expectedGateway, expectedTunnels } from "../expected-compute.ts";
import type { World } from "./start.ts";

/** Names and ids of what exists and is neither declared, nor in a stack, nor was there before. */
export function leftBehind(world: World, topology: Topology): string[] {
  return [...onAws(world, topology), ...onGoogle(world, topology)].sort();
}

function onGoogle({ google }: World, topology: Topology): string[] {
  const addresses = { a1: "", a2: "", b1: "", b2: "" };
  const declared = {
    ...existingResources(topology),
    ...expectedGateway(topology),
    ...expectedTunnels(topology, addresses),
  };
  const secrets = topology.tunnels.map(({ gcpSecret }) => gcpSecret);
  return [
    ...Object.keys(declaredFields(google.resources)).filter((path) => !(path in declared)),
    ...[...google.vault.keys()].filter((name) => !secrets.includes(name)),
    ...[...google.otherVaults]
      .filter(([project]) => project !== topology.keys.gcpProject)
      .flatMap(([project, vault]) => [...vault.keys()].map((name) => `${project}/${name}`)),
  ];
}

function onAws({ aws }: World, { aws: declared, tunnels }: Topology): string[] {
  const inStacks = new Set(
    [...aws.stacks.values()].flatMap(({ resources }) => [...resources.values()].map(({ id }) => id)),
  );
  const live = (things: ReadonlyMap<string, { readonly state: string }>) =>
    [...things].filter(([, { state }]) => state !== "deleted").map(([id]) => id);
  const gateway = declared.gateway.origin;
  const before = [
    ...(gateway.existing ? [gateway.id] : []),
    ...(declared.logs.enabled ? [declared.logs.group] : []),
  ];
  const things = [
    ...live(aws.connections),
    ...live(aws.customerGateways),
    ...live(aws.vpnGateways),
    ...live(aws.transitGateways),
    ...aws.logGroups.keys(),
  ];
  const secrets = tunnels.map(({ awsSecret }) => awsSecret);
  return [
    ...things.filter((id) => !inStacks.has(id) && !before.includes(id)),
    ...[...aws.secrets]
      .filter(([name, { deleted }]) => !deleted && !secrets.includes(name))
      .map(([name]) => name),
    ...[...aws.stacks.values()]
      .filter(({ name, status }) => !status.startsWith("DELETE") && !name.startsWith(declared.stackName))
      .map(({ name }) => name),
  ];
}
