/** From what the user wrote to what exists. Total: never throws, never judges; rules have the say. */
import * as awsFacts from "../facts/aws.ts";
import * as gcpFacts from "../facts/gcp.ts";
import type { Config } from "../source/schema/config.ts";
import { defaultRetentionDays } from "../source/schema/defaults.ts";
import { formatAddress, formatCidr, parseCidr } from "./addresses.ts";
import { allocateInsideCidrs } from "./allocate.ts";
import { mtuOf } from "./mtu.ts";
import { fillIn, namesOf } from "./names.ts";
import { suiteOf } from "./suite.ts";
import {
  type AwsSide,
  type Connection,
  type Firewall,
  type GcpSide,
  type KeyStores,
  type Origin,
  type Topology,
  type Traffic,
  type Tunnel,
  tunnelIds,
} from "./topology.ts";
import { parseTraffic } from "./traffic.ts";
import { optionsOf } from "./tunnel-options.ts";

const built = new WeakMap<Config, Topology>();

/** The VPN that a file describes; the same one whenever it is asked for, since rules and targets do. */
export function buildTopology(config: Config): Topology {
  const topology = built.get(config) ?? topologyOf(config);
  built.set(config, topology);
  return topology;
}

function topologyOf(config: Config): Topology {
  const names = namesOf(config);
  const tunnels = tunnelsOf(config);
  const suite = suiteOf(config.ipsec);
  const keepalive = config.gcp.keepalive ?? gcpFacts.keepalive.value.default;
  const connection = (id: "a" | "b", gatewayInterface: 0 | 1): Connection => ({
    id,
    name: names.connections[id],
    customerGatewayName: names.customerGateways[id],
    gatewayInterface,
    tunnels: tunnels.filter((tunnel) => tunnel.connection === id),
  });
  return {
    name: config.name,
    aws: awsSideOf(config),
    gcp: gcpSideOf(config),
    connections: [connection("a", 0), connection("b", 1)],
    tunnels,
    suite,
    options: optionsOf(config),
    mtu: mtuOf(suite.aws.phase2),
    bgp: {
      keepalive,
      holdTime: Math.min(awsFacts.bgpTimers.value.hold, 3 * keepalive),
      advertiseAllSubnets: config.gcp.advertise.includes("all-subnets"),
      advertisedRanges: config.gcp.advertise.filter((entry) => entry !== "all-subnets"),
      priority: gcpFacts.advertisedRoutePriority.value,
    },
    keys: keyStoresOf(config),
    workloads: config.workloads.map(({ name, on, mtu }) => ({ name, platform: on, mtu: mtu ?? 0 })),
    output: {
      terraformForm: config.output.terraform.form,
      stateBucket: config.output.terraform.backend?.gcs.bucket ?? "",
      statePrefix: config.output.terraform.backend?.gcs.prefix ?? "",
      impersonate: config.output.terraform.impersonate ?? "",
    },
  };
}

function awsSideOf(config: Config): AwsSide {
  const { aws } = config;
  const names = namesOf(config);
  return {
    region: aws.region,
    account: aws.account ?? "",
    asn: aws.asn,
    stackName: names.stack,
    gateway: {
      type: aws.gateway.type,
      name: names.awsGateway,
      origin: originOf(aws.gateway.id),
      associate: aws.gateway.routeTables?.associate ?? "",
      propagate: aws.gateway.routeTables?.propagate ?? [],
      bandwidth: aws.gateway.bandwidth,
    },
    vpcs: aws.vpcs.map((vpc) => ({
      id: vpc.id,
      cidrs: vpc.cidrs,
      account: vpc.account === undefined || vpc.account === aws.account ? "" : vpc.account,
      subnets: vpc.subnets ?? [],
      routeTables: vpc.routeTables === "external" ? [] : vpc.routeTables,
      routeTablesExternal: vpc.routeTables === "external",
      securityGroups:
        vpc.securityGroups === "external"
          ? []
          : vpc.securityGroups.map(({ id, allow }) => ({ id, allow: trafficOf(allow) })),
      securityGroupsExternal: vpc.securityGroups === "external",
    })),
    cidrs: [...new Set([...aws.vpcs.flatMap(({ cidrs }) => cidrs), ...aws.cidrs])],
    optionsOwner: aws.tunnelOptions,
    logs: {
      enabled: aws.logs !== undefined,
      group: aws.logs?.group ?? "",
      create: aws.logs !== undefined && !aws.logs.existing,
      retentionDays: aws.logs?.retentionDays ?? defaultRetentionDays,
      format: aws.logs?.format ?? "json",
      bgp: aws.logs?.bgp ?? false,
    },
    alarmTopic: aws.alarms?.topic ?? "",
    tags: pairsOf(aws.tags),
  };
}

function gcpSideOf(config: Config): GcpSide {
  const { gcp } = config;
  const names = namesOf(config);
  const firewall: Firewall =
    gcp.firewall === "external"
      ? { external: true, name: "", allow: [] }
      : { external: false, name: names.firewall, allow: withIcmp(trafficOf(gcp.firewall.allow)) };
  return {
    project: gcp.project,
    region: gcp.region,
    asn: gcp.asn,
    network: gcp.network,
    router: { name: names.router, existing: gcp.router.existing },
    gateway: { name: names.haGateway, existing: gcp.gateway.existing },
    externalGatewayName: names.externalGateway,
    firewall,
    cidrs: gcp.cidrs,
    labels: pairsOf(gcp.labels),
  };
}

function tunnelsOf(config: Config): Tunnel[] {
  const names = namesOf(config);
  const allocated = allocateInsideCidrs(config.name);
  const given = config.tunnels.insideCidrs ?? [];
  return tunnelIds.map((id, index) => {
    const connection = id.startsWith("a") ? "a" : "b";
    const interfaces = gcpFacts.fourIpsRedundancy.value[id];
    const block = parseCidr(given[index] ?? allocated[id]) ?? { network: 0, address: 0, prefix: 30 };
    const host = (number: number) => formatAddress(block.network + number);
    return {
      id,
      connection,
      insideCidr: formatCidr(block),
      awsInside: host(awsFacts.insideHosts.value.aws),
      gcpInside: host(awsFacts.insideHosts.value.customerGateway),
      ...interfaces,
      awsSecret: fillIn(config.preSharedKeys.aws.secrets, config.name, id),
      gcpSecret: fillIn(config.preSharedKeys.gcp.secrets, config.name, id),
      names: { tunnel: names.tunnels[id], interface: names.interfaces[id], peer: names.peers[id] },
    };
  });
}

function keyStoresOf({ preSharedKeys, gcp, output }: Config): KeyStores {
  return {
    source: preSharedKeys.source,
    sopsFile: fromArtifacts(preSharedKeys.sops?.file ?? "", output.directory),
    awsStorage: preSharedKeys.aws.storage,
    awsKmsKey: preSharedKeys.aws.kmsKey ?? "",
    gcpProject: preSharedKeys.gcp.project ?? gcp.project,
    gcpLocations: preSharedKeys.gcp.locations,
  };
}

/** A path relative to vpn.yaml as the artifacts see it: they lie in a folder of their own in the directory. */
function fromArtifacts(file: string, directory: string): string {
  if (file === "" || file.startsWith("/")) return file;
  const depth = directory.split("/").filter((step) => step !== "" && step !== ".").length;
  return "../".repeat(depth + 1) + file;
}

function originOf(id: string | undefined): Origin {
  return id === undefined ? { existing: false } : { existing: true, id };
}

function pairsOf(record: Readonly<Record<string, string>>) {
  return Object.entries(record)
    .map(([key, value]) => ({ key, value }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function trafficOf(entries: readonly string[]): Traffic[] {
  return entries.flatMap((entry) => parseTraffic(entry) ?? []);
}

function withIcmp(allow: readonly Traffic[]): readonly Traffic[] {
  const covered = allow.some(({ protocol }) => protocol === "icmp" || protocol === "all");
  return covered ? allow : [...allow, { protocol: "icmp", fromPort: 0, toPort: 0 }];
}
