/** What AWS must hold once a VPN stands, value for value; written from the topology alone. */
import type { Topology, Tunnel } from "../../../src/topology/topology.ts";
import { secretText } from "../fake-aws/secrets-manager.ts";
import type { Attachment, AwsState } from "../fake-aws/state.ts";
import type { TunnelOptions } from "../fake-aws/tunnel-options.ts";
import { someAccount } from "./ground.ts";

/** The tunnels by inside CIDR, everything that they use, and what the VPN put into the VPCs. */
export function expectedAws(topology: Topology): object {
  const { aws, gcp, connections, keys } = topology;
  const mine = aws.vpcs.filter(({ account }) => account === "" || account === aws.account);
  return {
    connections: connections.map(({ tunnels, gatewayInterface }) => ({
      customerGateway: { interface: gatewayInterface, bgpAsn: gcp.asn },
      gatewayAsn: aws.asn,
      storage: keys.awsStorage,
      staticRoutesOnly: false,
      ...(aws.gateway.type === "tgw" && { bandwidth: aws.gateway.bandwidth }),
      tunnels: Object.fromEntries(tunnels.map((tunnel) => [tunnel.insideCidr, optionsOf(topology)])),
    })),
    propagating: aws.gateway.type === "vgw" ? mine.flatMap(({ routeTables }) => routeTables).sort() : [],
    routes:
      aws.gateway.type === "tgw"
        ? mine
            .flatMap(({ routeTables }) =>
              routeTables.flatMap((table) => gcp.cidrs.map((cidr) => `${table} ${cidr}`)),
            )
            .sort()
        : [],
    ingress: mine
      .flatMap(({ securityGroups }) =>
        securityGroups.flatMap(({ id, allow }) =>
          allow.flatMap(({ protocol, fromPort, toPort }) =>
            gcp.cidrs.map((cidr) =>
              protocol === "tcp" || protocol === "udp"
                ? `${id} ${protocol} ${fromPort}-${toPort} ${cidr}`
                : `${id} ${protocol === "all" ? "-1" : protocol} ${cidr}`,
            ),
          ),
        ),
      )
      .sort(),
    attachments:
      aws.gateway.type === "tgw"
        ? ["a", "b"].map(() => ({
            table: aws.gateway.associate,
            propagations: [...aws.gateway.propagate].sort(),
          }))
        : [],
    vpcs:
      aws.gateway.type === "tgw"
        ? mine
            .filter(({ subnets }) => subnets.length > 0)
            .map(({ id }) => ({
              vpc: id,
              table: aws.gateway.propagate[0] ?? "",
              propagations: aws.gateway.associate === "" ? [] : [aws.gateway.associate],
            }))
        : [],
    logGroups: aws.logs.enabled ? [aws.logs.group] : [],
    alarms: aws.alarmTopic === "" ? 0 : 4,
  };
}

function optionsOf({ aws, suite, options }: Topology): object {
  const { region, account, logs } = aws;
  const group = `arn:aws:logs:${region}:${account || someAccount}:log-group:${logs.group}`;
  return {
    IKEVersions: [suite.aws.ikeVersion],
    Phase1EncryptionAlgorithms: [suite.aws.phase1.encryption],
    Phase1IntegrityAlgorithms: [suite.aws.phase1.integrity],
    Phase1DHGroupNumbers: [suite.aws.phase1.dhGroup],
    Phase2EncryptionAlgorithms: [suite.aws.phase2.encryption],
    Phase2IntegrityAlgorithms: [suite.aws.phase2.integrity],
    Phase2DHGroupNumbers: [suite.aws.phase2.dhGroup],
    Phase1LifetimeSeconds: options.phase1Lifetime,
    Phase2LifetimeSeconds: options.phase2Lifetime,
    RekeyMarginTimeSeconds: options.rekeyMargin,
    RekeyFuzzPercentage: options.rekeyFuzz,
    ReplayWindowSize: options.replayWindow,
    DPDTimeoutSeconds: options.dpdTimeout,
    DPDTimeoutAction: options.dpdAction,
    StartupAction: options.startup,
    EnableTunnelLifecycleControl: options.lifecycleControl,
    LogEnabled: logs.enabled,
    BgpLogEnabled: logs.enabled && logs.bgp,
    ...(logs.enabled && { LogGroupArn: group, LogOutputFormat: logs.format }),
    ...(logs.enabled && logs.bgp && { BgpLogGroupArn: group, BgpLogOutputFormat: logs.format }),
  };
}

/** The same from what AWS holds. `addresses` are those of the HA VPN gateway. */
export function heldByAws(aws: AwsState, addresses: readonly string[]): object {
  const live = [...aws.connections.values()].filter(({ state }) => state === "available");
  const isTransit = live.some(({ transitGatewayId }) => transitGatewayId !== "");
  return {
    connections: live.map((connection) => {
      const customer = aws.customerGateways.get(connection.customerGatewayId);
      const gateway =
        aws.vpnGateways.get(connection.vpnGatewayId) ?? aws.transitGateways.get(connection.transitGatewayId);
      return {
        customerGateway: {
          interface: addresses.indexOf(customer?.ipAddress ?? ""),
          bgpAsn: customer?.bgpAsn,
        },
        gatewayAsn: gateway?.asn,
        storage: connection.storage,
        staticRoutesOnly: connection.staticRoutesOnly,
        ...(isTransit && { bandwidth: connection.bandwidth }),
        tunnels: Object.fromEntries(
          connection.tunnels.map(({ insideCidr, options }) => [insideCidr, withLogsInUse(options)]),
        ),
      };
    }),
    propagating: [...aws.routeTables]
      .filter(([, { propagating }]) => propagating.size > 0)
      .map(([id]) => id)
      .sort(),
    routes: [...aws.routeTables]
      .flatMap(([id, { routes }]) => [...routes.keys()].map((cidr) => `${id} ${cidr}`))
      .sort(),
    ingress: [...aws.securityGroups]
      .flatMap(([id, { rules }]) =>
        rules.map(({ protocol, from, to, cidr }) =>
          from === -1 ? `${id} ${protocol} ${cidr}` : `${id} ${protocol} ${from}-${to} ${cidr}`,
        ),
      )
      .sort(),
    attachments: tablesOf(aws, "vpn").map(({ vpc: _, ...tables }) => tables),
    // Of those that the stack made, which carry its tags.
    vpcs: tablesOf(aws, "vpc"),
    logGroups: [...aws.logGroups.keys()],
    alarms: aws.alarms.size,
  };
}

/** AWS keeps the place of logs that were switched off. */
function withLogsInUse(options: TunnelOptions): TunnelOptions {
  const off = ["", "Bgp"].filter((kind) => options[`${kind}LogEnabled`] !== true);
  const unused = off.flatMap((kind) => [`${kind}LogGroupArn`, `${kind}LogOutputFormat`]);
  return Object.fromEntries(Object.entries(options).filter(([name]) => !unused.includes(name)));
}

/** Route tables of attachments that have tags, or are those of connections; "" for the gateway's default one. */
function tablesOf(aws: AwsState, wanted: Attachment["type"]) {
  return [...aws.attachments.values()]
    .filter(
      ({ type, tags, owner }) =>
        type === wanted && (type === "vpn" || (tags.length > 0 && owner === aws.account)),
    )
    .map(({ table, propagations, transitGateway, resource }) => {
      const initial = aws.transitGateways.get(transitGateway)?.defaultRouteTable;
      return {
        vpc: resource,
        table: table === initial ? "" : table,
        propagations: [...propagations].filter((one) => one !== initial).sort(),
      };
    });
}

/** The key of a tunnel that is current on AWS. */
export function currentKey(aws: AwsState, { awsSecret }: Tunnel): string | undefined {
  return secretText(aws.secrets, awsSecret);
}
