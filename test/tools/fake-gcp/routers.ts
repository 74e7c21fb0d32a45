/** What Compute Engine refuses in a Cloud Router, new or patched, and what it says about its sessions. */
import * as gcp from "../../../src/facts/gcp.ts";
import * as internet from "../../../src/facts/internet.ts";
import {
  type Cidr,
  contains,
  formatAddress,
  overlaps,
  parseAddress,
  parseCidr,
} from "../../../src/topology/addresses.ts";
import { matches, type Proposal, referenced, required } from "./checks.ts";
import { invalid, type Reply } from "./reply.ts";
import {
  all,
  type BgpPeer,
  follow,
  pathOf,
  type Resources,
  type Router,
  type RouterInterface,
  same,
  type VpnTunnel,
} from "./resources.ts";
import type { Wire } from "./tunnels.ts";

export function checkRouter(proposal: Proposal<Router>): Reply | undefined {
  const { resource: router } = proposal;
  return (
    required(router, ["network"]) ??
    referenced(proposal, ["network"]) ??
    checkBgp(router) ??
    repeated("interfaces", router.interfaces) ??
    repeated("bgpPeers", router.bgpPeers) ??
    first(router.interfaces, (item) => checkInterface(item, proposal)) ??
    first(router.bgpPeers, (item) => checkPeer(item, router))
  );
}

/** A router's network and ASN stay for life. */
export function checkRouterPatch(before: Router, after: Router): Reply | undefined {
  if (!same(before.network, after.network)) return invalid("network", "Cannot be changed.");
  return before.bgp?.asn === after.bgp?.asn ? undefined : invalid("bgp.asn", "Cannot be changed.");
}

function checkBgp({ bgp }: Router): Reply | undefined {
  const asn = bgp?.asn ?? 0;
  const { min, max } = gcp.keepalive.value;
  const keepalive = bgp?.keepaliveInterval ?? gcp.keepalive.value.default;
  if (bgp && !gcp.routerAsns.value.some((range) => asn >= range.min && asn <= range.max))
    return invalid("bgp.asn", `'${asn}'. Must be a private ASN as RFC 6996 defines them.`);
  return keepalive < min || keepalive > max
    ? invalid("bgp.keepaliveInterval", `'${keepalive}'. Must be between ${min} and ${max}.`)
    : undefined;
}

function checkInterface(
  item: RouterInterface,
  { resource, path, resources }: Proposal<Router>,
): Reply | undefined {
  const field = `interfaces[${item.name}]`;
  if (!matches(gcp.resourceNamePattern.value, item.name)) return invalid(`${field}.name`, `'${item.name}'.`);
  const tunnel = follow<VpnTunnel>(resources, item.linkedVpnTunnel);
  if (!tunnel)
    return invalid(
      `${field}.linkedVpnTunnel`,
      `'${item.linkedVpnTunnel}'. The referenced resource cannot be found.`,
    );
  if (pathOf(tunnel.router ?? "") !== path)
    return invalid(`${field}.linkedVpnTunnel`, "The tunnel uses another router.");
  const range = parseCidr(item.ipRange ?? "");
  if (!range || !isSessionHost(range))
    return invalid(`${field}.ipRange`, `'${item.ipRange}'. Must be a host of a link-local /30.`);
  const others = all<Router>(resources, "routers")
    .filter((other) => !same(other.selfLink, resource.selfLink) && same(other.network, resource.network))
    .flatMap((other) => other.interfaces ?? []);
  const mine = (resource.interfaces ?? []).filter((other) => other !== item);
  const rival = [...mine, ...others].find((other) => {
    const used = parseCidr(other.ipRange ?? "");
    return same(other.linkedVpnTunnel, item.linkedVpnTunnel) || (used && overlaps(used, range));
  });
  return rival ? invalid(field, `Its tunnel or range is in use by interface '${rival.name}'.`) : undefined;
}

function checkPeer(peer: BgpPeer, { interfaces = [], bgpPeers = [], bgp }: Router): Reply | undefined {
  const field = `bgpPeers[${peer.name}]`;
  if (!matches(gcp.peerNamePattern.value, peer.name)) return invalid(`${field}.name`, `'${peer.name}'.`);
  const link = interfaces.find(({ name }) => name === peer.interfaceName);
  if (!link) return invalid(`${field}.interfaceName`, `'${peer.interfaceName}'. There is no such interface.`);
  if (bgpPeers.some((other) => other !== peer && other.interfaceName === peer.interfaceName))
    return invalid(`${field}.interfaceName`, `'${peer.interfaceName}' has a peer already.`);
  const range = parseCidr(link.ipRange ?? "");
  const address = parseAddress(peer.peerIpAddress ?? "");
  const host = address === undefined ? undefined : { address, network: address, prefix: 32 };
  if (!range || !host || !contains(range, host) || address === range.address)
    return invalid(
      `${field}.peerIpAddress`,
      `'${peer.peerIpAddress}'. Must be the other host of ${link.ipRange}.`,
    );
  if (peer.peerAsn === undefined || peer.peerAsn === bgp?.asn)
    return invalid(`${field}.peerAsn`, `'${peer.peerAsn}'. Required, and not the router's own.`);
  const custom = [...(peer.advertisedGroups ?? []), ...(peer.advertisedIpRanges ?? [])];
  return custom.length > 0 && peer.advertiseMode !== "CUSTOM"
    ? invalid(`${field}.advertiseMode`, "Must be CUSTOM where groups or ranges are advertised.")
    : undefined;
}

/** Inside 169.254.0.0/16, a /30, and neither its network nor its broadcast address. */
function isSessionHost(range: Cidr): boolean {
  const linkLocal = parseCidr(internet.linkLocalRange.value);
  const host = range.address - range.network;
  return (
    range.prefix === 30 && (host === 1 || host === 2) && linkLocal !== undefined && contains(linkLocal, range)
  );
}

/** A session takes its own address from its interface, as the cloud fills it in. */
export function storedRouter(router: Router): Router {
  const bgpPeers = router.bgpPeers?.map((peer) => {
    const range = parseCidr(
      router.interfaces?.find(({ name }) => name === peer.interfaceName)?.ipRange ?? "",
    );
    return { enable: "TRUE", ...(range && { ipAddress: formatAddress(range.address) }), ...peer };
  });
  return { ...router, ...(bgpPeers && { bgpPeers }) };
}

/** Answer of `routers.getRouterStatus`: a session is up with its tunnel, unless it is switched off. */
export function routerStatus(
  router: Router,
  { resources, wire, subnets }: { resources: Resources; wire: Wire; subnets: readonly string[] },
) {
  const sessions = (router.bgpPeers ?? []).map((peer) => {
    const linkedVpnTunnel = router.interfaces?.find(
      ({ name }) => name === peer.interfaceName,
    )?.linkedVpnTunnel;
    const tunnel = follow<VpnTunnel>(resources, linkedVpnTunnel);
    const learned = tunnel && peer.enable !== "FALSE" ? wire(tunnel)?.learned : undefined;
    return { peer, linkedVpnTunnel, learned };
  });
  const bgpPeerStatus = sessions.map(({ peer, linkedVpnTunnel, learned }) => ({
    name: peer.name,
    ipAddress: peer.ipAddress,
    peerIpAddress: peer.peerIpAddress,
    linkedVpnTunnel,
    status: learned ? "UP" : "DOWN",
    state: learned ? "Established" : "Connect",
    numLearnedRoutes: learned?.length ?? 0,
    ...(learned && { advertisedRoutes: routes(router, advertised(peer, subnets), peer.ipAddress) }),
  }));
  const best = sessions.flatMap(({ peer, learned = [] }) => routes(router, learned, peer.peerIpAddress));
  return {
    kind: "compute#routerStatusResponse",
    result: { network: router.network, bgpPeerStatus, bestRoutes: best, bestRoutesForRouter: best },
  };
}

/** Prefixes that a session announces. */
function advertised(peer: BgpPeer, subnets: readonly string[]): string[] {
  const ranges = (peer.advertisedIpRanges ?? []).map(({ range = "" }) => range);
  return peer.advertisedGroups?.includes("ALL_SUBNETS") ? [...ranges, ...subnets] : ranges;
}

function routes(router: Router, prefixes: readonly string[], nextHopIp: string | undefined) {
  const common = { kind: "compute#route", network: router.network, nextHopIp, priority: 100 };
  return prefixes.map((destRange) => ({ ...common, destRange, routeType: "BGP" }));
}

function repeated(field: string, items: readonly { readonly name?: string }[] = []): Reply | undefined {
  const names = items.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined ? undefined : invalid(field, `'${twice}' occurs twice.`);
}

function first<T>(items: readonly T[] = [], check: (item: T) => Reply | undefined): Reply | undefined {
  return items.map(check).find((reply) => reply !== undefined);
}
