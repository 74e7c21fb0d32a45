/** The facets of AWS's side. */
import type { Topology, Vpc } from "../topology/topology.ts";
import { each, type Facet, set, single } from "./facet.ts";
import { trafficText } from "./traffic-text.ts";

const vpcOf = ({ aws }: Topology, id: string) => aws.vpcs.find((vpc) => vpc.id === id);

/** One pair per item of a list of each VPC. */
const perVpc =
  (read: (vpc: Vpc) => readonly string[]) =>
  ({ aws }: Topology) =>
    aws.vpcs.flatMap((vpc) => read(vpc).map((item) => `${vpc.id} ${item}`));

/** A transit gateway can get and lose VPCs; a virtual private gateway has one. */
const ofVpc: Facet["row"] = ({ before, after, element }) => {
  if (after.aws.gateway.type !== "tgw" || before.aws.gateway.type !== "tgw") return "another";
  const gone = vpcOf(after, element) === undefined ? vpcOf(before, element) : undefined;
  return gone && gone.subnets.length > 0 && gone.account === "" ? "detached" : "routes";
};

const ofSubnets: Facet["row"] = ({ before, after, element }) => {
  const [id = ""] = element.split(" ");
  const isAttached = (topology: Topology) => (vpcOf(topology, id)?.subnets.length ?? 0) > 0;
  return isAttached(before) && !isAttached(after) ? "detached" : "routes";
};

export const awsFacets: readonly Facet[] = [
  single("aws.region", "AWS region", ({ aws }) => aws.region),
  single("aws.account", "AWS account", ({ aws }) => aws.account, {
    row: ({ before, after }) =>
      before.aws.account === "" || after.aws.account === "" ? "nothing" : undefined,
  }),
  single("aws.asn", "ASN of AWS", ({ aws }) => aws.asn),
  single("names.aws.stack", "CloudFormation stack", ({ aws }) => aws.stackName, { named: true }),
  single("aws.gateway.type", "AWS gateway type", ({ aws }) => aws.gateway.type),
  single("aws.gateway.id", "existing AWS gateway", ({ aws: { gateway } }) =>
    gateway.origin.existing ? gateway.origin.id : "",
  ),
  single("names.aws.gateway", "name of the AWS gateway", ({ aws }) => aws.gateway.name, { named: true }),
  single("aws.gateway.bandwidth", "tunnel bandwidth", ({ aws }) => aws.gateway.bandwidth),
  single("aws.gateway.routeTables.associate", "associated route table", ({ aws }) => aws.gateway.associate),
  set("aws.gateway.routeTables.propagate", "propagation", ({ aws }) => aws.gateway.propagate),
  set("aws.vpcs.id", "VPC", ({ aws }) => aws.vpcs.map(({ id }) => id), { row: ofVpc }),
  each("aws.vpcs.account", "account of the VPC", ({ aws }) =>
    aws.vpcs.flatMap(({ id, account }) => (account === "" ? [] : [[id, account] as const])),
  ),
  set(
    "aws.vpcs.cidrs",
    "VPC range",
    perVpc(({ cidrs }) => cidrs),
  ),
  set(
    "aws.vpcs.subnets",
    "attached subnet",
    perVpc(({ subnets }) => subnets),
    { row: ofSubnets },
  ),
  set(
    "aws.vpcs.routeTables",
    "route table",
    perVpc((vpc) => (vpc.routeTablesExternal ? ["external"] : vpc.routeTables)),
  ),
  set(
    "aws.vpcs.securityGroups",
    "security groups",
    perVpc((vpc) => (vpc.securityGroupsExternal ? ["external"] : vpc.securityGroups.map(({ id }) => id))),
  ),
  set(
    "aws.vpcs.securityGroups.allow",
    "into AWS",
    ({ aws, gcp }) =>
      aws.vpcs.flatMap(({ securityGroups }) =>
        securityGroups.flatMap(({ id, allow }) =>
          allow.flatMap((traffic) =>
            gcp.cidrs.map((range) => `${id}: ${trafficText(traffic)} from ${range}`),
          ),
        ),
      ),
    { reach: true },
  ),
  set("aws.cidrs", "range of AWS", ({ aws }) => aws.cidrs),
  single("aws.tunnelOptions", "owner of the tunnel options", ({ aws }) => aws.optionsOwner),
  single("aws.logs.group", "log group", ({ aws }) => aws.logs.group, {
    row: ({ before, after }) => (before.aws.logs.enabled && !after.aws.logs.enabled ? "logs" : undefined),
  }),
  single("aws.logs.existing", "log group is created", ({ aws }) => aws.logs.enabled && aws.logs.create),
  single("aws.logs.retentionDays", "log retention in days", ({ aws }) =>
    aws.logs.enabled ? aws.logs.retentionDays : "",
  ),
  single("aws.logs.format", "log format", ({ aws }) => (aws.logs.enabled ? aws.logs.format : "")),
  single("aws.logs.bgp", "BGP logs", ({ aws }) => (aws.logs.enabled ? aws.logs.bgp : "")),
  single("aws.alarms.topic", "alarm topic", ({ aws }) => aws.alarmTopic),
  each("aws.tags", "tag", ({ aws }) => aws.tags.map(({ key, value }) => [key, value] as const)),
  each(
    "names.aws.connections",
    "name of the VPN connection",
    ({ connections }) => connections.map(({ id, name }) => [id, name] as const),
    { named: true },
  ),
  each(
    "names.aws.customerGateways",
    "name of the customer gateway",
    ({ connections }) => connections.map(({ id, customerGatewayName }) => [id, customerGatewayName] as const),
    { named: true },
  ),
];
