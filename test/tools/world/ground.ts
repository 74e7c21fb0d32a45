/** What a VPN finds on AWS: its VPCs, the gateway where it exists already, and nothing else. */
import { vpnQuotaCodes } from "../../../src/facts/aws-network.ts";
import type { Topology } from "../../../src/topology/topology.ts";
import { type AwsState, likely, newId, type Pace, type RouteTable } from "../fake-aws/state.ts";

interface Ground {
  readonly now: () => number;
  readonly seed: number;
  readonly pace: Pace;
}

/** Account of a VPN that declares none. */
export const someAccount = "123456789012";

export function newAws(topology: Topology, { now, seed, pace }: Ground): AwsState {
  const { account, region, vpcs } = topology.aws;
  const aws: AwsState = {
    account: account || someAccount,
    region,
    pace,
    now,
    random: randomFrom(seed),
    unknowns: { ...likely },
    upSince: () => undefined,
    agreed: () => ({}),
    announced: () => [],
    stackFault: () => undefined,
    untagged: new Set(),
    echoesDefaults: false,
    connections: new Map(),
    modifications: [],
    customerGateways: new Map(),
    vpnGateways: new Map(),
    transitGateways: new Map(),
    attachments: new Map(),
    vpcs: new Map(
      vpcs.map(({ id, cidrs, account: owner }) => [id, { cidrs, account: owner || account || someAccount }]),
    ),
    elsewhere: topology.aws.cidrs.filter((cidr) => !vpcs.some(({ cidrs }) => cidrs.includes(cidr))),
    routeTables: new Map(
      vpcs.flatMap(({ id: vpc, routeTables }) =>
        routeTables.map((table) => [table, newRouteTable(vpc)] as const),
      ),
    ),
    securityGroups: new Map(
      vpcs.flatMap(({ id: vpc, securityGroups }) =>
        securityGroups.map(({ id }) => [id, { vpc, rules: [] }] as const),
      ),
    ),
    subnets: new Map(
      vpcs.flatMap(({ id: vpc, subnets }) =>
        subnets.map((subnet, at) => [subnet, { vpc, zone: `${region}${"abcdef"[at]}` }] as const),
      ),
    ),
    transitTables: new Map(),
    // The defaults of https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html
    quotas: new Map([
      [vpnQuotaCodes.value.customerGateways, 50],
      [vpnQuotaCodes.value.vpnGateways, 5],
      [vpnQuotaCodes.value.connections, 50],
      [vpnQuotaCodes.value.connectionsPerVpnGateway, 10],
    ]),
    logGroups: new Map(
      topology.aws.logs.enabled && !topology.aws.logs.create ? [[topology.aws.logs.group, 30]] : [],
    ),
    alarms: new Map(),
    shares: new Map(),
    secrets: new Map(),
    templates: new Map(),
    stacks: new Map(),
    policies: new Map(),
    serviceRoles: new Set(),
    formerStacks: [],
    made: 0,
  };
  addGateway(aws, topology);
  return aws;
}

function newRouteTable(vpc: string): RouteTable {
  return { vpc, routes: new Map(), propagating: new Set() };
}

function addGateway(aws: AwsState, topology: Topology): void {
  const { gateway, asn, vpcs } = topology.aws;
  if (!gateway.origin.existing) return;
  // The settings of a gateway that nobody has changed: what others attach waits for its owner's consent.
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRequestOptions.html
  const common = { asn, state: "available", tags: [], autoAccept: false };
  if (gateway.type === "vgw") {
    aws.vpnGateways.set(gateway.origin.id, { ...common, vpc: vpcs[0]?.id ?? "", defaultRouteTable: "" });
    return;
  }
  const { id } = gateway.origin;
  const defaultRouteTable = gateway.associate === "" ? newId(aws, "tgw-rtb") : "";
  aws.transitGateways.set(id, { ...common, vpc: "", defaultRouteTable });
  for (const table of [gateway.associate, ...gateway.propagate, defaultRouteTable])
    if (table !== "") aws.transitTables.set(table, id);
  // Someone else has attached the VPCs whose subnets the file does not name, and put them into the declared tables.
  const { associate, propagate } = gateway;
  for (const vpc of vpcs.filter(({ subnets }) => subnets.length === 0))
    aws.attachments.set(newId(aws, "tgw-attach"), {
      transitGateway: id,
      resource: vpc.id,
      type: "vpc",
      owner: aws.vpcs.get(vpc.id)?.account ?? aws.account,
      state: "available",
      table: propagate[0] ?? defaultRouteTable,
      propagations: new Set([associate || defaultRouteTable].filter((table) => table !== "")),
      upcoming: [],
      tags: [],
    });
}

/** The same numbers from 0 to 1 for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
