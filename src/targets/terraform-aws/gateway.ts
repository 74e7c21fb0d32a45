/** `aws.tf`: the gateway on AWS's side, whom it is shared with, and the customer gateways. */
import renderCustomerGateways from "../../../templates/terraform-aws/customer-gateways.tf.hbs";
import renderExistingGateway from "../../../templates/terraform-aws/existing-gateway.tf.hbs";
import renderGatewayShare from "../../../templates/terraform-aws/gateway-share.tf.hbs";
import renderLocals from "../../../templates/terraform-aws/locals.tf.hbs";
import renderTransitGateway from "../../../templates/terraform-aws/transit-gateway.tf.hbs";
import renderVirtualPrivateGateway from "../../../templates/terraform-aws/virtual-private-gateway.tf.hbs";
import { largestBgpAsn } from "../../facts/aws.ts";
import { aligned, hclMap, reference } from "../../render/hcl.ts";
import { hclString } from "../../render/quote.ts";
import type { Topology } from "../../topology/topology.ts";
import { sorted } from "../cloudformation/gateway.ts";

/** The gateway, made here or looked up, and Google Cloud as AWS sees it. */
export function gatewayBlocks(topology: Topology): string[] {
  const { origin, type } = topology.aws.gateway;
  const resource = type === "vgw" ? "aws_vpn_gateway" : "aws_ec2_transit_gateway";
  const locals = {
    gatewayText: `${reference(`${resource}.vpn`, origin.existing)}.id`,
    tagsText: hclMap(topology.aws.tags),
  };
  return [renderLocals(locals), ...ownGateway(topology, resource), customerGateways(topology)];
}

function ownGateway({ name, aws }: Topology, resource: string): string[] {
  const { origin, type } = aws.gateway;
  const view = { name: aws.gateway.name, asn: aws.asn };
  if (origin.existing) return [renderExistingGateway({ ...view, resource, id: origin.id })];
  // It has one VPC; rules refuse more.
  if (type === "vgw")
    return [renderVirtualPrivateGateway({ ...view, vpcIds: aws.vpcs.slice(0, 1).map(({ id }) => id) })];
  const accounts = sorted(aws.vpcs.map(({ account }) => account).filter((account) => account !== ""));
  const isShared = accounts.length > 0;
  return [
    renderTransitGateway({
      ...view,
      description: `${name}: VPN to Google Cloud`,
      autoAccept: isShared ? "enable" : "disable",
    }),
    ...(isShared ? [renderGatewayShare({ ...view, accounts })] : []),
  ];
}

function customerGateways({ name, gcp, connections }: Topology): string {
  const asn = gcp.asn > largestBgpAsn.value ? "bgp_asn_extended" : "bgp_asn";
  return renderCustomerGateways({
    // Unlike the name it stays as it is: names.aws.customerGateways may change.
    connections: connections.map((connection) => ({ ...connection, deviceName: `${name}-${connection.id}` })),
    settings: aligned([
      ["type", hclString("ipsec.1")],
      [asn, hclString(String(gcp.asn))],
    ]),
  });
}
