/** What Compute Engine refuses in a new VPN tunnel, and what it says about tunnels that exist. */
import * as gcp from "../../../src/facts/gcp.ts";
import { type Proposal, referenced, required } from "./checks.ts";
import { invalid, type Reply } from "./reply.ts";
import {
  all,
  type CipherSuite,
  type ExternalVpnGateway,
  follow,
  pathOf,
  type Resources,
  type Router,
  same,
  type VpnGateway,
  type VpnTunnel,
} from "./resources.ts";

/** A tunnel whose other end answers. */
export interface Link {
  /** The tunnel's; ESTABLISHED where absent. */
  readonly status?: keyof typeof details;
  /** Prefixes that the peer announces; undefined while there is no BGP session. */
  readonly learned: readonly string[] | undefined;
}

/** Answers for each tunnel how it gets on with its other end; undefined while there is none. */
export type Wire = (tunnel: VpnTunnel) => Link | undefined;

const needed = [
  "sharedSecret",
  "vpnGateway",
  "vpnGatewayInterface",
  "peerExternalGateway",
  "peerExternalGatewayInterface",
  "router",
] as const;

/** Literals by phase and role, as far as AWS has an equal. */
const literals: Readonly<Record<string, readonly string[]>> = {
  "phase1.encryption": Object.values(gcp.encryption.value),
  "phase1.integrity": Object.values(gcp.phase1Integrity.value),
  "phase1.prf": Object.values(gcp.prf.value),
  "phase1.dh": Object.values(gcp.dhGroups.value),
  "phase2.encryption": Object.values(gcp.encryption.value),
  "phase2.integrity": Object.values(gcp.phase2Integrity.value),
  "phase2.pfs": Object.values(gcp.dhGroups.value),
};

export function checkVpnTunnel(proposal: Proposal<VpnTunnel>): Reply | undefined {
  const { resource: tunnel, resources } = proposal;
  const refused =
    required(tunnel, needed) ?? referenced(proposal, ["vpnGateway", "peerExternalGateway", "router"]);
  if (refused) return refused;
  if (!/^[ -~]+$/.test(tunnel.sharedSecret ?? ""))
    return invalid("sharedSecret", "Must consist of printable ASCII characters.");
  if (![0, 1].includes(tunnel.vpnGatewayInterface ?? -1))
    return invalid("vpnGatewayInterface", "Must be 0 or 1.");
  const peer = follow<ExternalVpnGateway>(resources, tunnel.peerExternalGateway);
  const wanted = tunnel.peerExternalGatewayInterface;
  if (!peer?.interfaces?.some(({ id = 0 }) => id === wanted))
    return invalid(
      "peerExternalGatewayInterface",
      `'${wanted}'. The external gateway has no such interface.`,
    );
  // The cloud lets both of its interfaces use one address of the peer; each address of AWS expects only one of them.
  const rival = all<VpnTunnel>(resources, "vpnTunnels").find(
    (other) =>
      same(other.peerExternalGateway, tunnel.peerExternalGateway) &&
      other.peerExternalGatewayInterface === wanted,
  );
  if (rival)
    return invalid("peerExternalGatewayInterface", `'${wanted}' is in use by tunnel '${rival.name}'.`);
  const gateway = follow<VpnGateway>(resources, tunnel.vpnGateway);
  const router = follow<Router>(resources, tunnel.router);
  if (!same(gateway?.network, router?.network))
    return invalid("router", "The router and the VPN gateway must be in the same network.");
  return checkCiphers(tunnel);
}

function checkCiphers({ cipherSuite, ikeVersion = 2 }: VpnTunnel): Reply | undefined {
  if (!cipherSuite) return undefined;
  if (ikeVersion !== 2) return invalid("cipherSuite", "Ciphers can be set with IKEv2 only.");
  for (const phase of ["phase1", "phase2"] as const)
    for (const [role, values] of Object.entries(cipherSuite[phase] ?? {}))
      for (const value of values)
        if (!literals[`${phase}.${role}`]?.includes(value))
          return invalid(`cipherSuite.${phase}.${role}`, `'${value}' is not supported.`);
  const aead = (["phase1", "phase2"] as const).find((phase) => integrityBesideAead(cipherSuite, phase));
  return aead
    ? invalid(
        `cipherSuite.${aead}.integrity`,
        `Integrity can not be specified when using only AEAD algorithms for ${aead} encryption.`,
      )
    : undefined;
}

function integrityBesideAead(suite: CipherSuite, phase: "phase1" | "phase2"): boolean {
  const { encryption = [], integrity = [] } = suite[phase] ?? {};
  return (
    integrity.length > 0 && encryption.length > 0 && encryption.every((cipher) => cipher.includes("GCM"))
  );
}

/** What a tunnel shows beyond what was sent: never its key. */
export function storedTunnel(tunnel: VpnTunnel, resources: Resources): VpnTunnel {
  const peer = follow<ExternalVpnGateway>(resources, tunnel.peerExternalGateway);
  const at = peer?.interfaces?.find(({ id = 0 }) => id === tunnel.peerExternalGatewayInterface);
  return { ...tunnel, peerIp: at?.ipAddress ?? "", sharedSecret: "*************" };
}

const details = {
  ESTABLISHED: "Tunnel is up and running.",
  FIRST_HANDSHAKE: "Handshake with peer broken for unknown reason. Trying again soon.",
  AUTHORIZATION_ERROR: "Authorization error. Check the pre-shared key.",
  NEGOTIATION_FAILURE: "Handshake failed. Check the IKE ciphers.",
};

export function tunnelStatus(link: Link | undefined) {
  const status = link ? (link.status ?? "ESTABLISHED") : "FIRST_HANDSHAKE";
  return { status, detailedStatus: details[status] };
}

/** Answer of `vpnGateways.getStatus`: redundancy by external gateway, judged by which interfaces are joined. */
export function gatewayStatus(gateway: VpnGateway, resources: Resources) {
  const tunnels = all<VpnTunnel>(resources, "vpnTunnels").filter((tunnel) =>
    same(tunnel.vpnGateway, gateway.selfLink),
  );
  const pairs = Object.values(gcp.fourIpsRedundancy.value);
  const peers = new Map(tunnels.map(({ peerExternalGateway: url = "" }) => [pathOf(url), url]));
  const vpnConnections = [...peers.values()].map((peer) => {
    const mine = tunnels.filter((tunnel) => same(tunnel.peerExternalGateway, peer));
    const met = pairs.every(({ gatewayInterface, peerInterface }) =>
      mine.some(
        (tunnel) =>
          tunnel.vpnGatewayInterface === gatewayInterface &&
          tunnel.peerExternalGatewayInterface === peerInterface,
      ),
    );
    return {
      peerExternalGateway: peer,
      state: met
        ? { state: "CONNECTION_REDUNDANCY_MET" }
        : { state: "CONNECTION_REDUNDANCY_NOT_MET", unsatisfiedReason: "INCOMPLETE_TUNNELS_COVERAGE" },
      tunnels: mine.map((tunnel) => ({
        localGatewayInterface: tunnel.vpnGatewayInterface,
        peerGatewayInterface: tunnel.peerExternalGatewayInterface,
        tunnelUrl: tunnel.selfLink,
      })),
    };
  });
  return { result: { vpnConnections } };
}
