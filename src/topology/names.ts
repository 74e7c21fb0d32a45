/** Every name that is generated, after the overrides of `names`. */
import type { Config } from "../source/schema/config.ts";
import { type ConnectionId, type TunnelId, tunnelIds } from "./topology.ts";

/** Names of what exists on both clouds. */
export interface Names {
  readonly stack: string;
  readonly awsGateway: string;
  readonly customerGateways: Readonly<Record<ConnectionId, string>>;
  readonly connections: Readonly<Record<ConnectionId, string>>;
  readonly haGateway: string;
  readonly router: string;
  readonly externalGateway: string;
  readonly firewall: string;
  readonly tunnels: Readonly<Record<TunnelId, string>>;
  readonly interfaces: Readonly<Record<TunnelId, string>>;
  readonly peers: Readonly<Record<TunnelId, string>>;
}

export function namesOf({ name, names, gcp }: Config): Names {
  const perConnection = (given: { a?: string | undefined; b?: string | undefined }) => ({
    a: given.a ?? `${name}-a`,
    b: given.b ?? `${name}-b`,
  });
  return {
    stack: names.aws.stack ?? `${name}-vpn`,
    awsGateway: names.aws.gateway ?? name,
    customerGateways: perConnection(names.aws.customerGateways),
    connections: perConnection(names.aws.connections),
    haGateway: gcp.gateway.name ?? name,
    router: gcp.router.name ?? name,
    externalGateway: names.gcp.externalGateway ?? `${name}-aws`,
    firewall: names.gcp.firewall ?? `${name}-from-aws`,
    tunnels: perTunnel(name, names.gcp.tunnels),
    interfaces: perTunnel(name, names.gcp.interfaces),
    peers: perTunnel(name, names.gcp.peers),
  };
}

function perTunnel(name: string, given: { [T in TunnelId]?: string | undefined }): Record<TunnelId, string> {
  const [a1, a2, b1, b2] = tunnelIds;
  const one = (id: TunnelId) => given[id] ?? `${name}-${id}`;
  return { [a1]: one(a1), [a2]: one(a2), [b1]: one(b1), [b2]: one(b2) };
}

/** A pattern of secret names with the VPN's name and the tunnel's id put in. */
export function fillIn(pattern: string, name: string, tunnel: TunnelId): string {
  return pattern.replace(/\{(name|tunnel)\}/g, (_, word) => (word === "name" ? name : tunnel));
}
