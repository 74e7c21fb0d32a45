/** VPCs: their ranges, subnets, route tables with what propagates into them, and security groups. */
import { type Answer, filtered, filters, listed, type Parameters, Refusal } from "./query.ts";
import type { AwsState } from "./state.ts";

/** What an account sees is what it owns. */
type Operation = (aws: AwsState, parameters: Parameters, account: string) => Answer;

export const networkOperations: Readonly<Record<string, Operation>> = {
  DescribeRouteTables: describeRouteTables,
  DescribeVpcs: describeVpcs,
  DescribeSecurityGroups: describeSecurityGroups,
  DescribeSecurityGroupRules: describeRules,
  DescribeSubnets: describeSubnets,
};

/** Whether a VPC is the account's. */
function owns(aws: AwsState, account: string): (vpc: string) => boolean {
  return (vpc) => (aws.vpcs.get(vpc)?.account ?? aws.account) === account;
}

/** Those that are asked for by id; throws where one is not there. */
function named<T>(all: readonly (readonly [string, T])[], ids: readonly string[], code: string) {
  const missing = ids.find((id) => !all.some(([known]) => known === id));
  if (missing) throw new Refusal(code, `The ID '${missing}' does not exist`);
  return ids.length === 0 ? all : all.filter(([id]) => ids.includes(id));
}

function describeRouteTables(aws: AwsState, parameters: Parameters, account: string): Answer {
  const mine = [...aws.routeTables].filter(([, { vpc }]) => owns(aws, account)(vpc));
  const all = named(mine, listed(parameters, "RouteTableId"), "InvalidRouteTableID.NotFound");
  const found = filtered(all, filters(parameters), {
    "vpc-id": ([, { vpc }]) => vpc,
    "route-table-id": ([id]) => id,
  });
  return {
    routeTableSet: found.map(([id, { vpc, routes, propagating }]) => ({
      routeTableId: id,
      vpcId: vpc,
      ownerId: account,
      propagatingVgwSet: [...propagating].map((gatewayId) => ({ gatewayId })),
      routeSet: [
        // Each table has the ranges of its VPC. https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
        ...(aws.vpcs.get(vpc)?.cidrs ?? []).map((cidr) => ({
          destinationCidrBlock: cidr,
          gatewayId: "local",
          state: "active",
          origin: "CreateRouteTable",
        })),
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

/** Ranges are in the set of associations; https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html */
function describeVpcs(aws: AwsState, parameters: Parameters, account: string): Answer {
  const mine = [...aws.vpcs].filter(([id]) => owns(aws, account)(id));
  const all = named(mine, listed(parameters, "VpcId"), "InvalidVpcID.NotFound");
  const found = filtered(all, filters(parameters), { "vpc-id": ([id]) => id });
  return {
    vpcSet: found.map(([vpcId, { cidrs }]) => ({
      vpcId,
      state: "available",
      ownerId: account,
      cidrBlock: cidrs[0],
      cidrBlockAssociationSet: cidrs.map((cidrBlock) => ({
        cidrBlock,
        cidrBlockState: { state: "associated" },
      })),
    })),
  };
}

function describeSubnets(aws: AwsState, parameters: Parameters, account: string): Answer {
  const mine = [...aws.subnets].filter(([, { vpc }]) => owns(aws, account)(vpc));
  const all = named(mine, listed(parameters, "SubnetId"), "InvalidSubnetID.NotFound");
  const found = filtered(all, filters(parameters), { "subnet-id": ([id]) => id });
  return {
    subnetSet: found.map(([subnetId, { vpc, zone }]) => ({
      subnetId,
      vpcId: vpc,
      availabilityZone: zone,
      state: "available",
    })),
  };
}

function describeSecurityGroups(aws: AwsState, parameters: Parameters, account: string): Answer {
  const mine = [...aws.securityGroups].filter(([, { vpc }]) => owns(aws, account)(vpc));
  const all = named(mine, listed(parameters, "GroupId"), "InvalidGroup.NotFound");
  const found = filtered(all, filters(parameters), { "group-id": ([id]) => id });
  return {
    securityGroupInfo: found.map(([groupId, { vpc, rules }]) => ({
      groupId,
      vpcId: vpc,
      ipPermissions: rules.map(({ protocol, from, to, cidr }) => ({
        ipProtocol: protocol,
        fromPort: from,
        toPort: to,
        ipRanges: [{ cidrIp: cidr }],
      })),
    })),
  };
}

/** Outgoing rules are among them. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
function describeRules(aws: AwsState, parameters: Parameters, account: string): Answer {
  const mine = [...aws.securityGroups].filter(([, { vpc }]) => owns(aws, account)(vpc));
  const found = filtered(mine, filters(parameters), { "group-id": ([id]) => id });
  const everywhere = { protocol: "-1", from: -1, to: -1, cidr: "0.0.0.0/0" };
  return {
    securityGroupRuleSet: found.flatMap(([groupId, { rules }]) =>
      [...rules, everywhere].map((rule, at) => ({
        securityGroupRuleId: `sgr-${groupId.slice(3, -2)}${String(at).padStart(2, "0")}`,
        groupId,
        isEgress: rule === everywhere,
        ipProtocol: rule.protocol,
        fromPort: rule.from,
        toPort: rule.to,
        cidrIpv4: rule.cidr,
      })),
    ),
  };
}
