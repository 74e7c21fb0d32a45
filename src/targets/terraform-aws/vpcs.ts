/** Routes, attachments and security groups of VPCs, in the VPN's own account or in another. */
import renderAccountGateway from "../../../templates/terraform-aws/account-gateway.tf.hbs";
import renderAccountLocals from "../../../templates/terraform-aws/account-locals.tf.hbs";
import renderAttachments from "../../../templates/terraform-aws/vpcs/attachments.tf.hbs";
import renderConnectionAssociation from "../../../templates/terraform-aws/vpcs/connection-association.tf.hbs";
import renderConnectionPropagation from "../../../templates/terraform-aws/vpcs/connection-propagation.tf.hbs";
import renderIngress from "../../../templates/terraform-aws/vpcs/ingress.tf.hbs";
import renderRoutePropagation from "../../../templates/terraform-aws/vpcs/route-propagation.tf.hbs";
import renderRoutes from "../../../templates/terraform-aws/vpcs/routes.tf.hbs";
import renderVpcAssociation from "../../../templates/terraform-aws/vpcs/vpc-association.tf.hbs";
import renderVpcPropagation from "../../../templates/terraform-aws/vpcs/vpc-propagation.tf.hbs";
import { resourceIdDigits } from "../../facts/aws.ts";
import { hclMap } from "../../render/hcl.ts";
import type { SecurityGroup, Topology, Traffic, Vpc } from "../../topology/topology.ts";
import { sorted } from "../cloudformation/gateway.ts";
import { wordsOf } from "../cloudformation/vpcs.ts";

/** What is done for each VPC. */
export type VpcsView = ReturnType<typeof vpcsView>;

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

/** A block for each kind of thing that the VPCs need. */
export function vpcBlocks(view: VpcsView): string[] {
  const { propagated, attachments, routes, ingress, associate, propagate, vpcTable, vpcLearnedBy } = view;
  return [
    ...(propagated.length > 0 ? [renderRoutePropagation(view)] : []),
    ...(attachments.length > 0 ? [renderAttachments(view)] : []),
    ...(routes.length > 0 ? [renderRoutes(view)] : []),
    ...(ingress.length > 0 ? [renderIngress(view)] : []),
    ...(associate === "" ? [] : [renderConnectionAssociation(view)]),
    ...(propagate.length > 0 ? [renderConnectionPropagation(view)] : []),
    ...(vpcTable === "" ? [] : [renderVpcAssociation(view)]),
    ...(vpcLearnedBy === "" ? [] : [renderVpcPropagation(view)]),
  ];
}

/** What another account's part begins with: the gateway that it is told of, if it uses one, and its tags. */
export function accountBlocks({ aws }: Topology, { attachments, routes }: VpcsView): string[] {
  const { origin } = aws.gateway;
  const gateway = {
    gatewayId: origin.existing ? origin.id : "",
    gatewayPattern: `^tgw-${resourceIdDigits.value}$`,
  };
  return [
    ...(attachments.length + routes.length > 0 ? [renderAccountGateway(gateway)] : []),
    renderAccountLocals({ tagsText: hclMap(aws.tags) }),
  ];
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
