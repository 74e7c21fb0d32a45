/** Views of `vpcs.tf.hbs` and `account.tf.hbs`: routes, attachments and security groups. */
import { resourceIdDigits } from "../../facts/aws.ts";
import type { SecurityGroup, Topology, Traffic, Vpc } from "../../topology/topology.ts";
import { sorted } from "../cloudformation/gateway.ts";
import { wordsOf } from "../cloudformation/vpcs.ts";
import { aligned } from "../terraform.ts";

/** The part that looks after `vpcs`; `gatewayText` is how HCL refers to the gateway. */
export function vpcsView(topology: Topology, vpcs: readonly Vpc[], gatewayText: string) {
  const { aws, gcp, connections } = topology;
  const isTgw = aws.gateway.type === "tgw";
  const tables = vpcs.flatMap(({ routeTables }) => routeTables);
  const routes = sorted(tables).flatMap((routeTable) =>
    sorted(gcp.cidrs).map((range) => ({ key: `${routeTable} ${range}`, routeTable, range })),
  );
  const attached = isTgw ? vpcs.filter(({ subnets }) => subnets.length > 0) : [];
  // Only the owner of a transit gateway looks after its tables.
  const arranged = attached.length > 0 && connections.length > 0;
  return {
    gatewayText,
    propagated: isTgw ? [] : sorted(tables),
    keepPropagation: aws.gateway.origin.existing,
    attachments: attached.map(({ id, subnets }) => ({
      vpc: id,
      name: `${aws.gateway.name}-${id}`,
      subnets: sorted(subnets),
    })),
    routes: isTgw ? routes : [],
    ingress: ingressOf(topology, vpcs),
    connections,
    associate: isTgw && connections.length > 0 ? aws.gateway.associate : "",
    propagate: connections.flatMap(({ id: connection }) =>
      isTgw
        ? sorted(aws.gateway.propagate).map((table) => ({ key: `${connection} ${table}`, connection, table }))
        : [],
    ),
    // Of the tables that learn the routes, the one that tgw-routes.sh takes too.
    vpcTable: arranged ? (aws.gateway.propagate[0] ?? "") : "",
    vpcLearnedBy: arranged ? aws.gateway.associate : "",
  };
}

/** View of the variables of another account's part. */
export function accountView({ aws }: Topology, { attachments, routes }: ReturnType<typeof vpcsView>) {
  return {
    usesGateway: attachments.length + routes.length > 0,
    gatewayId: aws.gateway.origin.existing ? aws.gateway.origin.id : "",
    gatewayPattern: `^tgw-${resourceIdDigits.value}$`,
    tags: aligned(aws.tags),
  };
}

function ingressOf({ name, gcp }: Topology, vpcs: readonly Vpc[]) {
  const rule = (group: SecurityGroup, traffic: Traffic, range: string) => ({
    key: `${group.id} ${wordsOf(traffic)} ${range}`,
    group: group.id,
    range,
    description: `${name}: ${wordsOf(traffic)} from Google Cloud`,
    ...protocolOf(traffic),
  });
  const rules = vpcs
    .flatMap(({ securityGroups }) => securityGroups)
    .flatMap((group) =>
      group.allow.flatMap((traffic) => gcp.cidrs.map((cidr) => rule(group, traffic, cidr))),
    );
  return [...new Map(rules.map((one) => [one.key, one])).values()];
}

/** As EC2 spells it; -1 is every type of ICMP, and every protocol. */
function protocolOf({ protocol, fromPort, toPort }: Traffic) {
  if (protocol === "all") return { protocol: "-1", fromText: "null", toText: "null" };
  if (protocol === "icmp") return { protocol: "icmp", fromText: "-1", toText: "-1" };
  return { protocol, fromText: String(fromPort), toText: String(toPort) };
}
