/** What Google Cloud must hold, attribute for attribute, once a VPN stands; written from the topology alone. */
import type { Topology, Tunnel, TunnelId } from "../../src/topology/topology.ts";

/**
 * The resources of each Terraform type that vpngen creates, in the order of their names. Types of which the
 * VPN uses an existing resource are left out.
 */
export function expectedGoogle(
  topology: Topology,
  addresses: Readonly<Record<TunnelId, string>>,
  noted = true,
): Record<string, object[]> {
  const { aws, bgp, gcp, suite, tunnels } = topology;
  const compute = "https://www.googleapis.com/compute/v1";
  const project = `${compute}/projects/${gcp.project}`;
  const region = `${project}/regions/${gcp.region}`;
  const network = `${project}/global/networks/${gcp.network}`;
  const place = { project: gcp.project, region: gcp.region };
  const labels = Object.fromEntries(gcp.labels.map(({ key, value }) => [key, value]));
  const one = (value: string) => [value];

  const tunnel = ({ id, names, gatewayInterface, peerInterface, gcpSecret }: Tunnel) => ({
    ...place,
    name: names.tunnel,
    description: noted ? `Pre-shared key: version 1 of ${gcpSecret}` : null,
    labels,
    vpn_gateway: `${region}/vpnGateways/${gcp.gateway.name}`,
    vpn_gateway_interface: gatewayInterface,
    peer_external_gateway: `${project}/global/externalVpnGateways/${gcp.externalGatewayName}`,
    peer_external_gateway_interface: peerInterface,
    peer_ip: addresses[id],
    router: `${region}/routers/${gcp.router.name}`,
    ike_version: suite.gcp.ikeVersion,
    shared_secret: null,
    shared_secret_wo: null,
    cipher_suite: [
      {
        phase1: [
          {
            encryption: one(suite.gcp.phase1.encryption),
            integrity: listOrNull(suite.gcp.phase1.integrity),
            prf: one(suite.gcp.phase1.prf),
            dh: one(suite.gcp.phase1.dh),
          },
        ],
        phase2: [
          {
            encryption: one(suite.gcp.phase2.encryption),
            integrity: listOrNull(suite.gcp.phase2.integrity),
            pfs: one(suite.gcp.phase2.pfs),
          },
        ],
      },
    ],
  });
  const routerInterface = ({ names, gcpInside }: Tunnel) => ({
    ...place,
    name: names.interface,
    router: gcp.router.name,
    ip_range: `${gcpInside}/30`,
    vpn_tunnel: `${region}/vpnTunnels/${names.tunnel}`,
  });
  const peer = ({ names, awsInside, gcpInside }: Tunnel) => ({
    ...place,
    name: names.peer,
    router: gcp.router.name,
    interface: names.interface,
    ip_address: gcpInside,
    peer_ip_address: awsInside,
    peer_asn: aws.asn,
    advertised_route_priority: bgp.priority,
    advertise_mode: "CUSTOM",
    advertised_groups: bgp.advertiseAllSubnets ? ["ALL_SUBNETS"] : null,
    advertised_ip_ranges: bgp.advertisedRanges.map((range) => ({ range })),
    enable: true,
  });
  const firewall = {
    project: gcp.project,
    name: gcp.firewall.name,
    network,
    direction: "INGRESS",
    disabled: null,
    source_ranges: [...aws.cidrs].sort(),
  };
  const gateway = { ...place, name: gcp.gateway.name, network, labels, stack_type: "IPV4_ONLY" };
  const router = {
    ...place,
    name: gcp.router.name,
    network,
    bgp: [{ asn: gcp.asn, advertise_mode: "DEFAULT", keepalive_interval: bgp.keepalive }],
  };
  const external = {
    project: gcp.project,
    name: gcp.externalGatewayName,
    labels,
    redundancy_type: "FOUR_IPS_REDUNDANCY",
    interface: tunnels.map(({ id, peerInterface }) => ({ id: peerInterface, ip_address: addresses[id] })),
  };
  return {
    ...(gcp.gateway.existing ? {} : { google_compute_ha_vpn_gateway: [gateway] }),
    ...(gcp.router.existing ? {} : { google_compute_router: [router] }),
    google_compute_external_vpn_gateway: [external],
    google_compute_vpn_tunnel: byName(tunnels.map(tunnel)),
    google_compute_router_interface: byName(tunnels.map(routerInterface)),
    google_compute_router_peer: byName(tunnels.map(peer)),
    google_compute_firewall: gcp.firewall.external ? [] : [firewall],
  };
}

function listOrNull(values: readonly string[]): readonly string[] | null {
  return values.length === 0 ? null : values;
}

function byName<T extends { name: string }>(resources: readonly T[]): T[] {
  return [...resources].sort((a, b) => (a.name < b.name ? -1 : 1));
}
