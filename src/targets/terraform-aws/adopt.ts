/** What `adopt.sh` must know of a root: import blocks for what a CloudFormation stack of the same VPN has made. */
import { hclString } from "../../render/quote.ts";
import { shellData } from "../../render/shell-data.ts";
import type { Topology, Vpc } from "../../topology/topology.ts";
import { connectionId } from "../cloudformation/connections.ts";
import { customerGatewayId, gatewayIds } from "../cloudformation/gateway.ts";
import { alarmsOf } from "../cloudformation/monitoring.ts";
import { attachmentId } from "../cloudformation/vpcs.ts";
import type { VpcsView } from "./vpcs.ts";

interface Adoption {
  readonly header: string;
  readonly stack: string;
  /** The VPCs that the root looks after, and its view of them. */
  readonly vpcs: readonly Vpc[];
  readonly view: VpcsView;
}

/** The settings of a root. One for VPCs of another account has no connections in its topology. */
export function adoptSettings(topology: Topology, { header, stack, vpcs, view }: Adoption): string {
  const { aws, connections } = topology;
  const isMain = connections.length > 0;
  const { type, origin } = aws.gateway;
  const gateway = type === "vgw" ? "aws_vpn_gateway.vpn" : "aws_ec2_transit_gateway.vpn";
  const attached = vpcs.filter(({ id }) => view.attachments.some(({ vpc }) => vpc === id));
  const physical: [address: string, logicalId: string][] = [
    ...(isMain && !origin.existing ? [[gateway, gatewayIds[type]] satisfies [string, string]] : []),
    ...connections.map((one): [string, string] => [
      indexed("aws_customer_gateway.gcp", one.id),
      customerGatewayId(one),
    ]),
    ...connections.map((one): [string, string] => [`aws_vpn_connection.${one.id}`, connectionId(one)]),
    ...attached.map((vpc): [string, string] => [
      indexed("aws_ec2_transit_gateway_vpc_attachment.vpc", vpc.id),
      attachmentId(vpc),
    ]),
  ];
  const fixed: [address: string, id: string][] = [
    ...(isMain && aws.logs.create
      ? [["aws_cloudwatch_log_group.tunnels", aws.logs.group] satisfies [string, string]]
      : []),
    ...(aws.alarmTopic === "" ? [] : alarmsOf(connections)).map(({ key, name }): [string, string] => [
      indexed("aws_cloudwatch_metric_alarm.vpn", key),
      name,
    ]),
    ...view.routes.map(({ key, routeTable, range }): [string, string] => [
      indexed("aws_route.gcp", key),
      `${routeTable}_${range}`,
    ]),
  ];
  const tables = [
    ...(view.associate === "" ? [] : connections).map((one) => ({
      address: indexed("aws_ec2_transit_gateway_route_table_association.vpn", one.id),
      id: view.associate,
      attached: connectionId(one),
    })),
    ...connections.flatMap((one) =>
      view.propagate
        .filter(({ connection }) => connection === one.id)
        .map(({ key, table }) => ({
          address: indexed("aws_ec2_transit_gateway_route_table_propagation.vpn", key),
          id: table,
          attached: connectionId(one),
        })),
    ),
    ...(view.vpcTable === "" ? [] : attached).map((vpc) => ({
      address: indexed("aws_ec2_transit_gateway_route_table_association.vpc", vpc.id),
      id: view.vpcTable,
      attached: attachmentId(vpc),
    })),
    ...(view.vpcLearnedBy === "" ? [] : attached).map((vpc) => ({
      address: indexed("aws_ec2_transit_gateway_route_table_propagation.vpc", vpc.id),
      id: view.vpcLearnedBy,
      attached: attachmentId(vpc),
    })),
  ];
  const accounts = aws.vpcs.map(({ account }) => account).filter((account) => account !== "");
  const shared = isMain && type === "tgw" && !origin.existing ? [...new Set(accounts)].sort() : [];
  return shellData(header, [
    {
      title: "The stack that the root takes over from",
      settings: [
        ["ADOPTED_STACK", stack, "Its name."],
        ["ADOPTED_ACCOUNT", aws.account, "Its account, or empty."],
      ],
    },
    {
      title: "Addresses of resources in the root, and what identifies each",
      settings: [
        [
          "PHYSICAL_ADDRESSES",
          physical.map(([address]) => address),
          "Those that the stack knows by a logical id.",
        ],
        ["PHYSICAL_LOGICAL_IDS", physical.map(([, id]) => id), "In the same order: that id."],
        ["FIXED_ADDRESSES", fixed.map(([address]) => address), "Those whose id is known."],
        [
          "FIXED_LITERALS",
          fixed.map(([, id]) => hclString(id)),
          "In the same order: the id, as HCL writes it.",
        ],
        [
          "RULE_ADDRESSES",
          view.ingress.map(({ key }) => indexed("aws_vpc_security_group_ingress_rule.gcp", key)),
          "Rules of security groups.",
        ],
        ["RULE_GROUPS", view.ingress.map(({ group }) => group), "In the same order: the group."],
        ["RULE_RANGES", view.ingress.map(({ range }) => range), "The range that is let in."],
        ["RULE_DESCRIPTIONS", view.ingress.map(({ description }) => description), "The description."],
        [
          "TABLE_ADDRESSES",
          tables.map(({ address }) => address),
          "Associations and propagations of transit gateway route tables.",
        ],
        ["TABLE_IDS", tables.map(({ id }) => id), "In the same order: the table."],
        ["TABLE_ATTACHED", tables.map(({ attached }) => attached), "Logical id of what is attached."],
        ["PRINCIPALS", shared, "Accounts that the transit gateway is shared with."],
      ],
    },
  ]);
}

function indexed(address: string, key: string): string {
  return `${address}[${hclString(key)}]`;
}
