/**
 * The way from the provider to the Compute API: what it sends where another client, gcloud, works on the same cloud.
 * The API judges; the provider only remembers what it had in its state.
 */
import type { Reply } from "../fake-gcp/reply.ts";
import type { BgpPeer, Router, RouterInterface, VpnGateway } from "../fake-gcp/resources.ts";
import { type Attributes, blocks, isObject, strings, text } from "../fake-provider/values.ts";
import { pathOf } from "./links.ts";

/** Calls the cloud, as any client does: `path` begins with `/compute` or `/v1`. */
export type Bridge = (method: string, path: string, body?: object) => Reply;

interface Sent {
  readonly action: "create" | "update" | "delete";
  readonly type: string;
  readonly attributes: Attributes;
  readonly secret: string;
}

/** Does in the cloud what the provider was asked for. Why the API would not, or "". */
export function send(bridge: Bridge, sent: Sent): string {
  const { type, action, attributes } = sent;
  if (/router_(interface|peer)$/.test(type)) return patchRouter(bridge, sent);
  const path = computePath(type, attributes);
  if (action === "create") return settle(bridge, bridge("POST", path.replace(/\/[^/]+$/, ""), bodyOf(sent)));
  if (action === "delete") return settle(bridge, bridge("DELETE", path));
  const body = bodyOf(sent);
  if (/(router|firewall)$/.test(type)) return settle(bridge, bridge("PATCH", path, body));
  const { labelFingerprint } = bridge("GET", path).body as { labelFingerprint?: string };
  return settle(bridge, bridge("POST", `${path}/setLabels`, { labels: body.labels ?? {}, labelFingerprint }));
}

/** What a resource has become since, whoever changed it; null where it is gone. */
export function refresh(bridge: Bridge, type: string, known: Attributes): Attributes | null {
  if (!/router_(interface|peer)$/.test(type))
    return bridge("GET", computePath(type, known)).status === 200 ? known : null;
  const router = routerOf(bridge, known);
  const list: readonly { readonly name?: string }[] | undefined = type.endsWith("peer")
    ? router?.bgpPeers
    : router?.interfaces;
  const found: BgpPeer | undefined = list?.find(({ name }) => name === known.name);
  if (!found) return null;
  return type.endsWith("peer") ? { ...known, enable: found.enable !== "FALSE" } : known;
}

/** Addresses of a gateway, as the provider's blocks have them. */
export function gatewayInterfaces(bridge: Bridge, gateway: Attributes): Attributes[] {
  const { vpnInterfaces = [] } = bridge("GET", computePath("google_compute_ha_vpn_gateway", gateway))
    .body as VpnGateway & { vpnInterfaces?: { id: number; ipAddress: string }[] };
  return [...vpnInterfaces]
    .sort((a, b) => a.id - b.id)
    .map(({ id, ipAddress }) => ({ id, ip_address: ipAddress, interconnect_attachment: "" }));
}

/** The text of a secret's version, `projects/…/secrets/…/versions/…`. */
export function secretText(bridge: Bridge, name: string): string | undefined {
  const { status, body } = bridge("GET", `/v1/${name}:access`);
  if (status !== 200) return undefined;
  const { payload } = body as { payload: { data: string } };
  return Buffer.from(payload.data, "base64").toString();
}

function computePath(type: string, attributes: Attributes): string {
  return `/compute/v1/${pathOf(type, attributes)}`;
}

/** Waits for the operation that a change was answered with. */
function settle(bridge: Bridge, reply: Reply): string {
  if (reply.status !== 200) return messageOf(reply);
  const { selfLink, status } = reply.body as { selfLink: string; status: string };
  for (let state = status; state !== "DONE"; ) {
    const polled = bridge("POST", `${new URL(selfLink).pathname}/wait`);
    if (polled.status !== 200) return messageOf(polled);
    state = (polled.body as { status: string }).status;
  }
  return "";
}

function messageOf({ body }: Reply): string {
  const { error } = body as { error: { message: string; errors?: { reason: string }[] } };
  return [error.message, error.errors?.[0]?.reason].filter(Boolean).join(", ");
}

function routerOf(bridge: Bridge, part: Attributes): Router | undefined {
  const { status, body } = bridge("GET", routerPath(part));
  return status === 200 ? (body as Router) : undefined;
}

function routerPath(part: Attributes): string {
  return computePath("google_compute_router", { ...part, name: text(part, "router") });
}

/** The router's lists are patched as a whole. */
function patchRouter(bridge: Bridge, { type, action, attributes }: Sent): string {
  const router = routerOf(bridge, attributes);
  if (!router) return `The resource '${routerPath(attributes)}' was not found, notFound`;
  const field = type.endsWith("peer") ? "bgpPeers" : "interfaces";
  const list: readonly { readonly name?: string }[] = router[field] ?? [];
  const item = type.endsWith("peer") ? peerOf(attributes) : interfaceOf(attributes);
  const there = list.some(({ name }) => name === attributes.name);
  if (action === "create" && there) return `'${text(attributes, "name")}' already exists, alreadyExists`;
  const others = list.filter(({ name }) => name !== attributes.name);
  const changed =
    action === "delete"
      ? others
      : there
        ? list.map((one) => (one.name === attributes.name ? item : one))
        : [...list, item];
  return settle(bridge, bridge("PATCH", routerPath(attributes), { [field]: changed }));
}

function interfaceOf(attributes: Attributes): RouterInterface {
  return {
    name: text(attributes, "name"),
    ipRange: text(attributes, "ip_range"),
    linkedVpnTunnel: text(attributes, "vpn_tunnel"),
  };
}

function peerOf(attributes: Attributes): BgpPeer {
  return {
    name: text(attributes, "name"),
    interfaceName: text(attributes, "interface"),
    peerIpAddress: text(attributes, "peer_ip_address"),
    peerAsn: Number(attributes.peer_asn),
    advertiseMode: text(attributes, "advertise_mode"),
    advertisedGroups: strings(attributes, "advertised_groups"),
    advertisedIpRanges: blocks(attributes, "advertised_ip_ranges").map((range) => ({
      range: text(range, "range"),
      description: text(range, "description"),
    })),
    advertisedRoutePriority: Number(attributes.advertised_route_priority ?? 100),
    enable: attributes.enable === false ? "FALSE" : "TRUE",
  } as BgpPeer;
}

function bodyOf({ type, attributes, secret }: Sent): Record<string, unknown> {
  const labels = isObject(attributes.effective_labels) ? { labels: attributes.effective_labels } : {};
  const description = text(attributes, "description");
  const common = { name: text(attributes, "name"), ...(description && { description }), ...labels };
  if (type === "google_compute_vpn_tunnel")
    return { ...common, ...tunnelOf(attributes), sharedSecret: secret };
  if (type === "google_compute_external_vpn_gateway")
    return {
      ...common,
      redundancyType: text(attributes, "redundancy_type"),
      interfaces: blocks(attributes, "interface").map((one) => ({ id: one.id, ipAddress: one.ip_address })),
    };
  const network = { ...common, network: text(attributes, "network") };
  if (type === "google_compute_router") {
    const [bgp = {}] = blocks(attributes, "bgp");
    return { ...network, bgp: { asn: bgp.asn, keepaliveInterval: bgp.keepalive_interval } };
  }
  if (type === "google_compute_firewall")
    return {
      ...network,
      direction: text(attributes, "direction"),
      priority: attributes.priority,
      sourceRanges: strings(attributes, "source_ranges"),
      allowed: blocks(attributes, "allow").map((rule) => {
        const ports = strings(rule, "ports");
        return { IPProtocol: rule.protocol, ...(ports.length > 0 && { ports }) };
      }),
    };
  return network;
}

function tunnelOf(attributes: Attributes): object {
  const [suite = {}] = blocks(attributes, "cipher_suite");
  const roles = (phase: string) => {
    const [chosen = {}] = blocks(suite, phase);
    const named = Object.keys(chosen).map((role) => [role, strings(chosen, role)] as const);
    return Object.fromEntries(named.filter(([, values]) => values.length > 0));
  };
  return {
    vpnGateway: attributes.vpn_gateway,
    vpnGatewayInterface: attributes.vpn_gateway_interface,
    peerExternalGateway: attributes.peer_external_gateway,
    peerExternalGatewayInterface: attributes.peer_external_gateway_interface,
    router: attributes.router,
    ikeVersion: attributes.ike_version,
    cipherSuite: { phase1: roles("phase1"), phase2: roles("phase2") },
  };
}
