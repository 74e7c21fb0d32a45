/** Names, ids and links of Compute resources. */
import { type Attributes, text } from "../fake-provider/values.ts";

const api = "https://www.googleapis.com/compute/v1/";

/** Part of a resource's path behind the project, and the noun in the provider's messages. */
interface Kind {
  readonly noun: string;
  readonly path: (attributes: Attributes) => string;
}

const regional = (collection: string) => (attributes: Attributes) =>
  `regions/${text(attributes, "region")}/${collection}/${text(attributes, "name")}`;
const global = (collection: string) => (attributes: Attributes) =>
  `global/${collection}/${text(attributes, "name")}`;

const kinds: Readonly<Record<string, Kind>> = {
  google_compute_network: { noun: "Network", path: global("networks") },
  google_compute_firewall: { noun: "Firewall", path: global("firewalls") },
  google_compute_ha_vpn_gateway: { noun: "HaVpnGateway", path: regional("vpnGateways") },
  google_compute_external_vpn_gateway: { noun: "ExternalVpnGateway", path: global("externalVpnGateways") },
  google_compute_vpn_tunnel: { noun: "VpnTunnel", path: regional("vpnTunnels") },
  google_compute_router: { noun: "Router", path: regional("routers") },
  google_compute_router_interface: { noun: "RouterInterface", path: ofRouter("interfaces") },
  google_compute_router_peer: { noun: "RouterBgpPeer", path: ofRouter("bgpPeers") },
};

function ofRouter(collection: string) {
  return (attributes: Attributes) =>
    `regions/${text(attributes, "region")}/routers/${text(attributes, "router")}/${collection}/${text(attributes, "name")}`;
}

export function nounOf(type: string): string {
  return kinds[type]?.noun ?? type;
}

/** `projects/…` path that is unique to a resource. */
export function pathOf(type: string, attributes: Attributes): string {
  const path = kinds[type]?.path(attributes) ?? text(attributes, "name");
  return `projects/${text(attributes, "project")}/${path}`;
}

/** The provider's `id` attribute, which for parts of a router is not their path. */
export function idOf(type: string, attributes: Attributes): string {
  const [region, router, name] = [
    text(attributes, "region"),
    text(attributes, "router"),
    text(attributes, "name"),
  ];
  if (type === "google_compute_router_interface") return `${region}/${router}/${name}`;
  if (type === "google_compute_router_peer") {
    return `projects/${text(attributes, "project")}/regions/${region}/routers/${router}/${name}`;
  }
  return pathOf(type, attributes);
}

/** The full link to what a name, path or link in `from` refers to: the form in which the provider stores it. */
export function linkTo(type: string, reference: string, from: Attributes): string {
  const path = reference.includes("/") ? relative(reference) : pathOf(type, { ...from, name: reference });
  return api + path;
}

/** Whether the provider sees no change between a stored link and a configured name, path or link. */
export function sameLink(stored: string, configured: string): boolean {
  return configured.includes("/")
    ? relative(stored) === relative(configured)
    : stored.split("/").at(-1) === configured;
}

/** The `projects/…` path of a link. */
export function relative(link: string): string {
  const start = link.indexOf("projects/");
  return start < 0 ? link : link.slice(start);
}
