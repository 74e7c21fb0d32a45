/** VPCs: route tables with what propagates into them, and security groups. */
import { type Answer, filtered, filters, listed, type Parameters, Refusal } from "./query.ts";
import type { AwsState } from "./state.ts";

export const networkOperations: Readonly<Record<string, (aws: AwsState, parameters: Parameters) => Answer>> =
  {
    DescribeRouteTables: describeRouteTables,
    DescribeVpcs: describeVpcs,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeSubnets: (_, parameters) => ({
      subnetSet: listed(parameters, "SubnetId").map((subnetId) => ({ subnetId, state: "available" })),
    }),
  };

function describeRouteTables(aws: AwsState, parameters: Parameters): Answer {
  const ids = listed(parameters, "RouteTableId");
  const missing = ids.find((id) => !aws.routeTables.has(id));
  if (missing)
    throw new Refusal("InvalidRouteTableID.NotFound", `The routeTable ID '${missing}' does not exist`);
  const all = [...aws.routeTables].filter(([id]) => ids.length === 0 || ids.includes(id));
  const found = filtered(all, filters(parameters), {
    "vpc-id": ([, { vpc }]) => vpc,
    "route-table-id": ([id]) => id,
  });
  return {
    routeTableSet: found.map(([id, { vpc, routes, propagating }]) => ({
      routeTableId: id,
      vpcId: vpc,
      ownerId: aws.account,
      propagatingVgwSet: [...propagating].map((gatewayId) => ({ gatewayId })),
      routeSet: [
        ...[...routes].map(([destination, gateway]) => ({
          destinationCidrBlock: destination,
          ...(gateway.startsWith("tgw-") ? { transitGatewayId: gateway } : { gatewayId: gateway }),
          state: "active",
          origin: "CreateRoute",
        })),
        ...[...propagating].flatMap((gatewayId) =>
          propagatedBy(aws, gatewayId).map((cidr) => ({
            destinationCidrBlock: cidr,
            gatewayId,
            state: "active",
            origin: "EnableVgwRoutePropagation",
          })),
        ),
      ],
    })),
  };
}

/** Routes that a virtual private gateway learnt, while one of its tunnels is up. */
function propagatedBy(aws: AwsState, gateway: string): readonly string[] {
  const tunnels = [...aws.connections.values()]
    .filter(({ vpnGatewayId }) => vpnGatewayId === gateway)
    .flatMap((connection) => connection.tunnels);
  return tunnels.some((tunnel) => aws.upSince(tunnel) !== undefined) ? aws.announced() : [];
}

function describeVpcs(aws: AwsState, parameters: Parameters): Answer {
  const known = new Set([...aws.routeTables.values()].map(({ vpc }) => vpc));
  const ids = listed(parameters, "VpcId");
  const missing = ids.find((id) => !known.has(id));
  if (missing) throw new Refusal("InvalidVpcID.NotFound", `The vpc ID '${missing}' does not exist`);
  const found = ids.length > 0 ? ids : [...known];
  return { vpcSet: found.map((vpcId) => ({ vpcId, state: "available", ownerId: aws.account })) };
}

function describeSecurityGroups(aws: AwsState, parameters: Parameters): Answer {
  const ids = listed(parameters, "GroupId");
  const missing = ids.find((id) => !aws.securityGroups.has(id));
  if (missing) throw new Refusal("InvalidGroup.NotFound", `The security group '${missing}' does not exist`);
  const found = [...aws.securityGroups].filter(([id]) => ids.length === 0 || ids.includes(id));
  return {
    securityGroupInfo: found.map(([groupId, { rules }]) => ({
      groupId,
      ipPermissions: rules.map(({ protocol, from, to, cidr }) => ({
        ipProtocol: protocol,
        fromPort: from,
        toPort: to,
        ipRanges: [{ cidrIp: cidr }],
      })),
    })),
  };
}
