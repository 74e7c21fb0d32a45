/** What an edited file says of things that were there before: they are there, since somebody else made them. */
import type { Topology } from "../../../src/topology/topology.ts";
import { newAws } from "./ground.ts";
import type { World } from "./start.ts";

/**
 * Adds VPCs, their ranges, tables and groups, gateways and networks that the topology has and the world does not. Returns
 * their ids.
 */
export function followGround({ aws, google }: World, topology: Topology): string[] {
  const added: string[] = [];
  const ground: Readonly<Record<string, unknown>> = { ...newAws(topology, { ...aws, seed: 1 }) };
  const held: Readonly<Record<string, unknown>> = { ...aws };
  for (const [name, things] of Object.entries(ground)) {
    const own = held[name];
    if (Array.isArray(things) && Array.isArray(own)) own.push(...things.filter((one) => !own.includes(one)));
    if (!(things instanceof Map && own instanceof Map) || name === "attachments") continue;
    for (const [id, thing] of things) {
      if (own.has(id) && name !== "vpcs") continue;
      own.set(id, thing);
      added.push(id);
    }
  }
  const { project, network, cidrs } = topology.gcp;
  google.compute.subnets.push(...cidrs.filter((cidr) => !google.compute.subnets.includes(cidr)));
  const path = `${project}/global/networks/${network}`;
  if (!google.resources.has(path))
    google.compute.resources.set(path, {
      name: network,
      selfLink: `${google.url}/compute/v1/projects/${path}`,
    });
  return added;
}
