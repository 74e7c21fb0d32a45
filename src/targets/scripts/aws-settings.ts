/** Settings of AWS's side. */
import type { Setting } from "../../render/shell-data.ts";
import type { Topology, Vpc } from "../../topology/topology.ts";
import { addressParameter, deviceNamesParameter } from "../cloudformation/gateway.ts";
import { routeRows, ruleRows } from "../cloudformation/vpcs.ts";
import { stackDescription } from "../cloudformation.ts";
import type { EmitContext } from "../target.ts";

export function awsSettings(topology: Topology, context: EmitContext): Setting[] {
  const { aws, connections } = topology;
  const { gateway, logs, stackName } = aws;
  return [
    ["REGION", aws.region, "Region."],
    ["ACCOUNT", aws.account, "Account that the credentials must be for, or empty."],
    ["STACK", stackName, "The CloudFormation stack."],
    ["STACK_DESCRIPTION", stackDescription(topology), "Its description, which says whose it is."],
    [
      "STACK_PARAMETERS",
      [...connections.map(addressParameter), deviceNamesParameter],
      "Its parameters, whose values stay as they are when only options change.",
    ],
    ["ACCOUNTS", context.accounts, "Other accounts, with a template of their own."],
    [
      "ACCOUNT_GATEWAYS",
      context.accounts.map((account) => gatewayFor(topology, account)),
      "In the same order: the transit gateway that the template needs: an id, ask, or empty.",
    ],
    ["ACCOUNT_STACK", `${stackName}-vpc`, "The stack in each of them."],
    ["AWS_GATEWAY", gateway.origin.existing ? gateway.origin.id : "", "The existing gateway, or empty."],
    ["AWS_GATEWAY_TYPE", gateway.type, "Virtual private gateway (vgw) or transit gateway (tgw)."],
    ["AWS_ASN", String(aws.asn), "ASN of AWS's side."],
    [
      "ASSOCIATE",
      gateway.associate,
      "Route table of the transit gateway for the connections; empty for its default.",
    ],
    [
      "PROPAGATE",
      gateway.propagate,
      "Route tables of the transit gateway that learn their routes; none for its default.",
    ],
    ["LOG_GROUP", logs.enabled ? logs.group : "", "Log group of the tunnels, or empty."],
    ["LOG_GROUP_CREATED", logs.create ? "yes" : "no", "Whether the stack creates it."],
  ];
}

/** The transit gateway that another account's template needs: an id, `ask`, or "". */
function gatewayFor({ aws }: Topology, account: string): string {
  const { origin } = aws.gateway;
  const isUsed = aws.vpcs.some(
    (vpc) => vpc.account === account && vpc.subnets.length + vpc.routeTables.length > 0,
  );
  if (!isUsed) return "";
  return origin.existing ? origin.id : "ask";
}

/** What the VPN finds in the VPCs, and puts there. */
export function groundSettings(topology: Topology): Setting[] {
  const { aws } = topology;
  const { gateway, vpcs } = aws;
  const owner = (vpc: Vpc) => (vpc.account === "" || vpc.account === aws.account ? "own" : vpc.account);
  const rows = (of: (vpc: Vpc) => readonly string[]) =>
    vpcs.flatMap((vpc) => of(vpc).map((row) => `${owner(vpc)} ${row}`));
  const own = vpcs.filter(({ account }) => account === "");
  // A gateway that is created here accepts VPCs, and has one table for all.
  const attached = gateway.origin.existing ? vpcs.filter(({ subnets }) => subnets.length > 0) : [];
  return [
    ["AWS_CIDRS", aws.cidrs, "Ranges behind AWS's side."],
    [
      "LATER_CIDRS",
      vpcs.flatMap((vpc) => (vpc.account === "" ? [] : vpc.cidrs)),
      "Those of other accounts, which may come later.",
    ],
    ["VPC_ROWS", rows(({ id, cidrs }) => [`${id} ${cidrs.join()}`]), "VPC and its ranges."],
    [
      "TABLE_ROWS",
      rows(({ id, routeTables }) => routeTables.map((table) => `${table} ${id}`)),
      "Route table and VPC.",
    ],
    [
      "GROUP_ROWS",
      rows(({ id, securityGroups }) => securityGroups.map((group) => `${group.id} ${id}`)),
      "Security group and VPC.",
    ],
    ["SUBNET_ROWS", rows(({ id, subnets }) => subnets.map((subnet) => `${subnet} ${id}`)), "Subnet and VPC."],
    [
      "ROUTE_ROWS",
      gateway.type === "tgw" ? rows((vpc) => routeRows(topology, vpc)) : [],
      "Routes that the templates create: logical id, route table, range.",
    ],
    [
      "RULE_ROWS",
      rows((vpc) => ruleRows(topology, vpc)),
      "Rules that the templates create: logical id, security group, protocol, ports, range.",
    ],
    [
      "ROUTE_TABLES",
      [...new Set(own.flatMap(({ routeTables }) => routeTables))],
      "Route tables that this account can read.",
    ],
    [
      "ATTACHED_VPCS",
      attached.map(({ id }) => id),
      "VPCs that are attached to the existing transit gateway.",
    ],
    [
      "ATTACHED_OWNERS",
      attached.map(({ account }) => account),
      "In the same order: their account, or empty.",
    ],
  ];
}
