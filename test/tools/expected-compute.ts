/** What the Compute API must hold once a VPN stands, field for field; written from the topology alone. */
import type { Topology, Traffic, Tunnel, TunnelId } from "../../src/topology/topology.ts";
import { portsOf } from "../../src/topology/traffic.ts";
import { callCompute } from "./fake-gcp/call.ts";
import { pathOf, type Resource, type Resources } from "./fake-gcp/resources.ts";
import type { FakeGcp } from "./fake-gcp/start.ts";

type Body = Readonly<Record<string, unknown>>;

/** Resources of one step, by path as in `FakeGcp.resources`, in the order in which they can be made. */
export type ComputeResources = Readonly<Record<string, Body>>;

/** What the first step makes, or finds where it exists already. */
export function expectedGateway({ aws, bgp, gcp, name }: Topology): ComputeResources {
  const { region, global } = placesOf(gcp);
  const network = `${global}/networks/${gcp.network}`;
  const firewall = {
    name: gcp.firewall.name,
    network,
    description: `Lets in what AWS sends through the VPN ${name} in ${gcp.region}`,
    direction: "INGRESS",
    priority: 1000,
    disabled: false,
    allowed: gcp.firewall.allow.map(allowed),
    sourceRanges: aws.cidrs,
  };
  const keepalive = gcp.router.existing ? {} : { keepaliveInterval: bgp.keepalive };
  return {
    [`${region}/vpnGateways/${gcp.gateway.name}`]: {
      name: gcp.gateway.name,
      network,
      ...(gcp.gateway.existing ? {} : labelsOf(gcp)),
    },
    [`${region}/routers/${gcp.router.name}`]: {
      name: gcp.router.name,
      network,
      bgp: { asn: gcp.asn, ...keepalive },
    },
    ...(gcp.firewall.external ? {} : { [`${global}/firewalls/${gcp.firewall.name}`]: firewall }),
  };
}

/**
 * What the second step makes; the router is the one of the first with its sessions. Of the keys, `versions` are used,
 * or the first ones.
 */
export function expectedTunnels(
  topology: Topology,
  addresses: Readonly<Record<TunnelId, string>>,
  versions: Readonly<Partial<Record<TunnelId, number>>> = {},
): ComputeResources {
  const { gcp, suite, tunnels } = topology;
  const { region, global } = placesOf(gcp);
  const { phase1, phase2 } = suite.gcp;
  const external = `${global}/externalVpnGateways/${gcp.externalGatewayName}`;
  const router = `${region}/routers/${gcp.router.name}`;
  const tunnel = ({ id, names, gatewayInterface, peerInterface, gcpSecret }: Tunnel) => ({
    name: names.tunnel,
    description: `Pre-shared key: version ${versions[id] ?? 1} of ${gcpSecret}`,
    vpnGateway: `${region}/vpnGateways/${gcp.gateway.name}`,
    vpnGatewayInterface: gatewayInterface,
    peerExternalGateway: external,
    peerExternalGatewayInterface: peerInterface,
    peerIp: addresses[id],
    router,
    ikeVersion: suite.gcp.ikeVersion,
    cipherSuite: {
      phase1: {
        encryption: [phase1.encryption],
        prf: [phase1.prf],
        dh: [phase1.dh],
        ...integrityOf(phase1),
      },
      phase2: { encryption: [phase2.encryption], pfs: [phase2.pfs], ...integrityOf(phase2) },
    },
    ...labelsOf(gcp),
  });
  return {
    [external]: {
      name: gcp.externalGatewayName,
      redundancyType: "FOUR_IPS_REDUNDANCY",
      interfaces: tunnels.map(({ id, peerInterface }) => ({ id: peerInterface, ipAddress: addresses[id] })),
      ...labelsOf(gcp),
    },
    ...Object.fromEntries(tunnels.map((one) => [`${region}/vpnTunnels/${one.names.tunnel}`, tunnel(one)])),
    [router]: { ...expectedGateway(topology)[router], ...sessions(topology) },
  };
}

function sessions({ aws, bgp, gcp, tunnels }: Topology) {
  const { region } = placesOf(gcp);
  const ranges = bgp.advertisedRanges.map((range) => ({ range, description: "" }));
  return {
    interfaces: tunnels.map(({ names, gcpInside }) => ({
      name: names.interface,
      ipRange: `${gcpInside}/30`,
      linkedVpnTunnel: `${region}/vpnTunnels/${names.tunnel}`,
    })),
    bgpPeers: tunnels.map(({ names, awsInside, gcpInside }) => ({
      name: names.peer,
      interfaceName: names.interface,
      ipAddress: gcpInside,
      peerIpAddress: awsInside,
      peerAsn: aws.asn,
      advertisedRoutePriority: bgp.priority,
      advertiseMode: "CUSTOM",
      ...(bgp.advertiseAllSubnets ? { advertisedGroups: ["ALL_SUBNETS"] } : {}),
      ...(ranges.length > 0 ? { advertisedIpRanges: ranges } : {}),
      enable: "TRUE",
    })),
  };
}

/** Those of the first step that the VPN only uses. */
export function existingResources(topology: Topology): ComputeResources {
  const { gateway, router } = topology.gcp;
  const names = [
    ...(gateway.existing ? [`vpnGateways/${gateway.name}`] : []),
    ...(router.existing ? [`routers/${router.name}`] : []),
  ];
  const all = Object.entries(expectedGateway(topology));
  return Object.fromEntries(all.filter(([key]) => names.some((name) => key.endsWith(`/${name}`))));
}

/** Makes resources without gcloud, or patches those that exist. Throws where the cloud refuses. */
export async function seed({ url, resources }: FakeGcp, wanted: ComputeResources): Promise<void> {
  for (const [key, fields] of Object.entries(wanted)) {
    const [project] = key.split("/");
    const text = JSON.stringify({ sharedSecret: "Seeded.0042", ...fields });
    const body: unknown = JSON.parse(text.replaceAll(`"${project}/`, `"projects/${project}/`));
    const request = resources.has(key)
      ? { method: "PATCH", path: key, body }
      : { method: "POST", path: key.slice(0, key.lastIndexOf("/")), body };
    const { message } = await callCompute(url, request);
    if (message !== "") throw new Error(`${key}: ${message}`);
  }
}

/** What the cloud holds, networks aside, without what it alone decides and empty lists; references are paths. */
export function declaredFields(resources: Resources): ComputeResources {
  const kept = [...resources].filter(([path]) => !path.includes("/networks/"));
  return Object.fromEntries(
    kept.map(([path, resource]) => [path, JSON.parse(JSON.stringify(withoutOutput(resource), plain))]),
  );
}

function plain(_: string, value: unknown): unknown {
  if (Array.isArray(value) && value.length === 0) return undefined;
  return typeof value === "string" && /(^|\/)projects\//.test(value) ? pathOf(value) : value;
}

const output = [
  "kind",
  "id",
  "creationTimestamp",
  "selfLink",
  "region",
  "labelFingerprint",
  "vpnInterfaces",
  "sharedSecret",
];

function withoutOutput(resource: Resource): Body {
  return Object.fromEntries(Object.entries(resource).filter(([field]) => !output.includes(field)));
}

function placesOf({ project, region }: Topology["gcp"]) {
  return { region: `${project}/regions/${region}`, global: `${project}/global` };
}

function labelsOf({ labels }: Topology["gcp"]): Body {
  return labels.length === 0
    ? {}
    : { labels: Object.fromEntries(labels.map(({ key, value }) => [key, value])) };
}

function integrityOf({ integrity }: { readonly integrity: readonly string[] }): Body {
  return integrity.length === 0 ? {} : { integrity };
}

function allowed(traffic: Traffic): Body {
  const ports = portsOf(traffic);
  return { IPProtocol: traffic.protocol, ...(ports === "" ? {} : { ports: [ports] }) };
}
