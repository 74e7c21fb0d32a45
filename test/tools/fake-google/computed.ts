/** The attributes that Google fills in. */
import { formatAddress, parseCidr } from "../../../src/topology/addresses.ts";
import type { Block } from "../fake-provider/schema.ts";
import { type Attributes, blocks, isObject, isUnknown, text, type Value } from "../fake-provider/values.ts";
import { gatewayInterfaces as bridgedInterfaces } from "./bridge.ts";
import { pathOf } from "./links.ts";
import { resourceBlock } from "./schema.ts";
import { type Cloud, find, interfaceOf } from "./store.ts";

/** A resource whose every attribute is known. */
export function complete(cloud: Cloud, type: string, attributes: Attributes): Attributes {
  const known = { ...attributes, ...replaceUnknown(attributes, special(cloud, type, attributes)) };
  return fill(resourceBlock(type), known);
}

function replaceUnknown(attributes: Attributes, values: Attributes): Attributes {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isUnknown(attributes[name])));
}

/** Values that a reader of the state would miss if they were mere zeros. */
function special(cloud: Cloud, type: string, attributes: Attributes): Attributes {
  const common: Attributes = {
    self_link: `https://www.googleapis.com/compute/v1/${pathOf(type, attributes)}`,
    creation_timestamp: "2026-01-01T00:00:00.000-00:00",
    label_fingerprint: "42WmSpB8rSM=",
  };
  if (type === "google_compute_ha_vpn_gateway")
    return {
      ...common,
      vpn_interfaces: cloud.bridge ? bridgedInterfaces(cloud.bridge, attributes) : gatewayInterfaces(cloud),
    };
  if (type === "google_compute_vpn_tunnel") return { ...common, ...tunnelValues(cloud, attributes) };
  if (type === "google_compute_router_peer") return { ...common, ...peerValues(cloud, attributes) };
  if (type === "google_compute_router_interface") return { ...common, ip_version: "IPV4" };
  if (type === "google_compute_firewall") return { ...common, direction: "INGRESS" };
  return common;
}

function gatewayInterfaces(cloud: Cloud): Value[] {
  return ["34.157.1", "35.220.2"].map((block, id) => ({
    id,
    interconnect_attachment: "",
    ip_address: `${block}.${9 + cloud.created}`,
  }));
}

function tunnelValues(cloud: Cloud, tunnel: Attributes): Attributes {
  const reference = text(tunnel, "peer_external_gateway");
  const peer = find(cloud, "google_compute_external_vpn_gateway", { reference, from: tunnel }) ?? {};
  const end = blocks(peer, "interface").find((item) => item.id === tunnel.peer_external_gateway_interface);
  return {
    tunnel_id: String(8_000_000_000 + cloud.created),
    detailed_status: "Waiting for route configuration.",
    peer_ip: end ? text(end, "ip_address") : "",
    local_traffic_selector: ["0.0.0.0/0"],
    remote_traffic_selector: ["0.0.0.0/0"],
    shared_secret_hash: "not-derived-from-the-secret",
  };
}

function peerValues(cloud: Cloud, peer: Attributes): Attributes {
  const link = interfaceOf(cloud, peer);
  const range = parseCidr(text(link ?? {}, "ip_range"));
  return {
    ip_address: range ? formatAddress(range.address) : "",
    enable_ipv4: true,
    management_type: "MANAGED_BY_USER",
    is_advertised_route_priority_set: peer.advertised_route_priority !== null,
  };
}

/** Zero values for what is still unknown. */
function fill(block: Block, attributes: Attributes): Attributes {
  const filled = { ...attributes };
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    if (isUnknown(filled[name])) filled[name] = zeroOf(attribute.type);
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    const value = filled[name];
    if (isUnknown(value)) filled[name] = [];
    else if (Array.isArray(value)) {
      filled[name] = value.map((item) => (isObject(item) ? fill(nested.block, item) : item));
    }
  }
  return filled;
}

function zeroOf(type: unknown): Value {
  if (type === "string") return "";
  if (type === "number") return 0;
  if (type === "bool") return false;
  return Array.isArray(type) && type[0] === "map" ? {} : [];
}
