/** View of `aws.tf.hbs`: the gateway on AWS's side, whom it is shared with, and the customer gateways. */
import { largestBgpAsn } from "../../facts/aws.ts";
import type { Topology } from "../../topology/topology.ts";
import { sorted } from "../cloudformation/gateway.ts";
import { aligned } from "../terraform.ts";

export function gatewayView({ name, aws, gcp, connections }: Topology) {
  const { type, origin } = aws.gateway;
  const isVgw = type === "vgw";
  const accounts = sorted(aws.vpcs.map(({ account }) => account).filter((account) => account !== ""));
  return {
    isVgw,
    gateway: {
      name: aws.gateway.name,
      resource: isVgw ? "aws_vpn_gateway" : "aws_ec2_transit_gateway",
      existing: origin.existing,
      id: origin.existing ? origin.id : "",
    },
    asn: aws.asn,
    description: `${name}: VPN to Google Cloud`,
    // A virtual private gateway has one VPC; rules refuse more.
    vpcIds: aws.vpcs.slice(0, 1).map(({ id }) => id),
    accounts,
    autoAccept: accounts.length > 0 ? "enable" : "disable",
    tags: aligned(aws.tags),
    peerAsn: gcp.asn,
    extendedAsn: gcp.asn > largestBgpAsn.value,
    // Unlike the name it stays as it is: names.aws.customerGateways may change.
    connections: connections.map((connection) => ({ ...connection, deviceName: `${name}-${connection.id}` })),
  };
}
