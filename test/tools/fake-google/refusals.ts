/** What the Compute API refuses at creation and deletion, which no plan can foresee. */
import { contains, overlaps, parseAddress, parseCidr } from "../../../src/topology/addresses.ts";
import { type Attributes, blocks, isObject, strings, text } from "../fake-provider/values.ts";
import { cipherProblem } from "./ciphers.ts";
import { pathOf, relative } from "./links.ts";
import { all, type Cloud, find, interfaceOf, isInterfaceOf } from "./store.ts";
import { peerAddress } from "./traits.ts";

type Refusal = (cloud: Cloud, asked: Attributes) => string | undefined;

/** Why the API would not create or change a resource; undefined where it would. */
export function refusalOf(cloud: Cloud, type: string, asked: Attributes): string | undefined {
  return refuseName(asked) ?? refuseLabels(asked) ?? refusals[type]?.(cloud, asked);
}

const refusals: Readonly<Record<string, Refusal>> = {
  google_compute_external_vpn_gateway: refuseExternalGateway,
  google_compute_vpn_tunnel: refuseTunnel,
  google_compute_router: refuseRouter,
  google_compute_router_interface: refuseInterface,
  google_compute_router_peer: refusePeer,
  google_compute_firewall: refuseFirewall,
};

function refuseName(asked: Attributes): string | undefined {
  const name = text(asked, "name");
  return /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)
    ? undefined
    : `Invalid value for field 'resource.name': '${name}'`;
}

function refuseLabels(asked: Attributes): string | undefined {
  const labels = isObject(asked.effective_labels) ? Object.entries(asked.effective_labels) : [];
  const wrong = labels.find(
    ([key, value]) =>
      !/^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}$/u.test(key) ||
      !/^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(String(value)),
  );
  return wrong && `Invalid value for field 'resource.labels': '${wrong.join("=")}'`;
}

const interfacesOf: Readonly<Record<string, number>> = {
  SINGLE_IP_INTERNALLY_REDUNDANT: 1,
  TWO_IPS_REDUNDANCY: 2,
  FOUR_IPS_REDUNDANCY: 4,
};

function refuseExternalGateway(_: Cloud, asked: Attributes): string | undefined {
  const redundancy = text(asked, "redundancy_type");
  const count = interfacesOf[redundancy] ?? 0;
  const interfaces = blocks(asked, "interface");
  const ids = new Set(interfaces.map((item) => item.id));
  const addresses = interfaces.map((item) => text(item, "ip_address"));
  if (
    interfaces.length !== count ||
    Array.from({ length: count }, (_, id) => id).some((id) => !ids.has(id))
  ) {
    return `${redundancy} needs interfaces 0 to ${count - 1}, got ${[...ids].join(", ")}`;
  }
  const malformed = addresses.find((address) => parseAddress(address) === undefined);
  if (malformed !== undefined) return `Invalid value for field 'resource.interfaces': '${malformed}'`;
  return new Set(addresses).size < count ? `${redundancy} needs ${count} distinct IP addresses` : undefined;
}

function refuseTunnel(cloud: Cloud, asked: Attributes): string | undefined {
  const lookUp = (type: string, attribute: string) =>
    find(cloud, type, { reference: text(asked, attribute), from: asked });
  const gateway = lookUp("google_compute_ha_vpn_gateway", "vpn_gateway");
  const peer = lookUp("google_compute_external_vpn_gateway", "peer_external_gateway");
  const router = lookUp("google_compute_router", "router");
  if (!gateway) return `The resource '${text(asked, "vpn_gateway")}' was not found`;
  if (!peer) return `The resource '${text(asked, "peer_external_gateway")}' was not found`;
  if (!router) return `The resource '${text(asked, "router")}' was not found`;
  if (router.network !== gateway.network) return "Router and VPN gateway are in different networks";
  const [own, theirs] = [asked.vpn_gateway_interface, asked.peer_external_gateway_interface];
  if (own !== 0 && own !== 1) return `The VPN gateway has no interface ${own}`;
  const peerInterface = blocks(peer, "interface").find((item) => item.id === theirs);
  if (!peerInterface) return `The peer gateway has no interface ${theirs}`;
  const rival = all(cloud, "google_compute_vpn_tunnel").find(
    (other) =>
      other.id !== pathOf("google_compute_vpn_tunnel", asked) &&
      ["vpn_gateway", "peer_external_gateway", "peer_external_gateway_interface"].every(
        (name) => other[name] === asked[name],
      ),
  );
  if (rival)
    return `Tunnel '${text(rival, "name")}' already joins these gateways on peer interface ${theirs}`;
  return peerAddress(text(peerInterface, "ip_address")) ?? cipherProblem(asked);
}

function refuseRouter(cloud: Cloud, asked: Attributes): string | undefined {
  const bgp = blocks(asked, "bgp")[0];
  const now = cloud.resources.get(pathOf("google_compute_router", asked))?.attributes;
  const keepalive = Number(bgp?.keepalive_interval ?? 20);
  if (keepalive < 20 || keepalive > 60)
    return `keepaliveInterval must be between 20 and 60, got ${keepalive}`;
  return now && blocks(now, "bgp")[0]?.asn !== bgp?.asn ? "The ASN of a router cannot be changed" : undefined;
}

function refuseInterface(cloud: Cloud, asked: Attributes): string | undefined {
  const router = routerOf(cloud, asked);
  const tunnel = find(cloud, "google_compute_vpn_tunnel", {
    reference: text(asked, "vpn_tunnel"),
    from: asked,
  });
  const linkLocal = parseCidr("169.254.0.0/16");
  const range = parseCidr(text(asked, "ip_range"));
  if (!router) return `The router '${text(asked, "router")}' was not found`;
  if (!tunnel) return `The resource '${text(asked, "vpn_tunnel")}' was not found`;
  if (tunnel.router !== router.self_link) return "The tunnel belongs to another router";
  if (!range || !linkLocal || range.prefix !== 30 || !contains(linkLocal, range)) {
    return `ipRange must be a /30 in 169.254.0.0/16, got '${text(asked, "ip_range")}'`;
  }
  if (range.address !== range.network + 1 && range.address !== range.network + 2) {
    return `ipRange must be the address of a host, got '${text(asked, "ip_range")}'`;
  }
  const rival = all(cloud, "google_compute_router_interface").find((other) => {
    const taken = parseCidr(text(other, "ip_range"));
    const sameNetwork = routerOf(cloud, other)?.network === router.network;
    return sameNetwork && taken && overlaps(taken, range) && other.id !== asked.id;
  });
  return rival && `ipRange overlaps that of interface '${text(rival, "name")}' in the same network`;
}

function refusePeer(cloud: Cloud, asked: Attributes): string | undefined {
  const router = routerOf(cloud, asked);
  if (!router) return `The router '${text(asked, "router")}' was not found`;
  const link = interfaceOf(cloud, asked);
  if (!link) return `Interface '${text(asked, "interface")}' is not defined on the router`;
  if (blocks(router, "bgp")[0]?.asn === asked.peer_asn) return "peerAsn equals the ASN of the router";
  const range = parseCidr(text(link, "ip_range"));
  const other = range && 2 * range.network + 3 - range.address;
  if (other === undefined || parseAddress(text(asked, "peer_ip_address")) !== other) {
    return `peerIpAddress must be the other host of ${text(link, "ip_range")}, got '${text(asked, "peer_ip_address")}'`;
  }
  const isCustom = asked.advertise_mode === "CUSTOM";
  const own = [asked.advertised_groups, asked.advertised_ip_ranges].flat().filter((item) => item !== null);
  return own.length > 0 && !isCustom ? "advertised groups and ranges need advertiseMode CUSTOM" : undefined;
}

function refuseFirewall(_: Cloud, asked: Attributes): string | undefined {
  const range = strings(asked, "source_ranges").find((value) => !parseCidr(value));
  if (range !== undefined) return `Invalid value for field 'resource.sourceRanges': '${range}'`;
  const portless = blocks(asked, "allow").find(
    (rule) => strings(rule, "ports").length > 0 && !["tcp", "udp", "sctp"].includes(text(rule, "protocol")),
  );
  return portless && `Ports may only be specified for TCP, UDP and SCTP, got '${text(portless, "protocol")}'`;
}

function routerOf(cloud: Cloud, part: Attributes): Attributes | undefined {
  return all(cloud, "google_compute_router").find((router) => isPartOf(router, part));
}

function isPartOf(router: Attributes, part: Attributes): boolean {
  return part.router === router.name && part.region === router.region && part.project === router.project;
}

/** Which attribute of which type keeps a resource from being deleted. */
const holders: Readonly<Record<string, { type: string; attribute: string }>> = {
  google_compute_ha_vpn_gateway: { type: "google_compute_vpn_tunnel", attribute: "vpn_gateway" },
  google_compute_external_vpn_gateway: {
    type: "google_compute_vpn_tunnel",
    attribute: "peer_external_gateway",
  },
  google_compute_router: { type: "google_compute_vpn_tunnel", attribute: "router" },
  google_compute_vpn_tunnel: { type: "google_compute_router_interface", attribute: "vpn_tunnel" },
};

/** Name of what still uses a resource. */
export function holderOf(cloud: Cloud, type: string, held: Attributes): string | undefined {
  if (type === "google_compute_router_interface") {
    const peer = all(cloud, "google_compute_router_peer").find((item) => isInterfaceOf(held, item));
    return peer && text(peer, "name");
  }
  const holder = holders[type];
  const user =
    holder &&
    all(cloud, holder.type).find((item) => relative(text(item, holder.attribute)) === pathOf(type, held));
  return user && text(user, "name");
}
