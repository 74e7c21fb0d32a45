/** Resource types around the VPN: security groups, log groups, alarms, transit gateways and routes to them. */
import { type Kind, type Made, type Properties, tagsOf, text } from "./kind.ts";
import { Refusal } from "./query.ts";
import { type AwsState, newId } from "./state.ts";

export const networkKinds: Readonly<Record<string, Kind>> = {
  "AWS::EC2::SecurityGroupIngress": {
    replaced: ["GroupId!", "IpProtocol!", "FromPort", "ToPort", "CidrIp!"],
    updated: ["Description"],
    create: (aws, properties) => {
      const group = aws.securityGroups.get(text(properties, "GroupId"));
      if (!group) throw new Refusal("InvalidGroup.NotFound", `there is no ${text(properties, "GroupId")}`);
      const rule = {
        protocol: text(properties, "IpProtocol"),
        from: Number(properties.FromPort ?? -1),
        to: Number(properties.ToPort ?? -1),
        cidr: text(properties, "CidrIp"),
        description: text(properties, "Description"),
      };
      const same = group.rules.some(
        ({ protocol, from, to, cidr }) =>
          protocol === rule.protocol && from === rule.from && to === rule.to && cidr === rule.cidr,
      );
      if (same) throw new Refusal("InvalidPermission.Duplicate", "the specified rule already exists");
      group.rules.push(rule);
      return { id: newId(aws, "sgr") };
    },
    remove: (aws, _, properties) => {
      const rules = aws.securityGroups.get(text(properties, "GroupId"))?.rules ?? [];
      const at = rules.findIndex(
        ({ protocol, from, cidr }) =>
          protocol === text(properties, "IpProtocol") &&
          from === Number(properties.FromPort ?? -1) &&
          cidr === text(properties, "CidrIp"),
      );
      if (at >= 0) rules.splice(at, 1);
    },
  },
  "AWS::Logs::LogGroup": {
    systemTags: true,
    replaced: ["LogGroupName"],
    updated: ["RetentionInDays", "Tags"],
    create: (aws, properties) => {
      const name = text(properties, "LogGroupName");
      if (aws.logGroups.has(name)) throw new Refusal("AlreadyExistsException", `${name} already exists`);
      aws.logGroups.set(name, Number(properties.RetentionInDays));
      return { id: name };
    },
    update: (aws, id, { properties }) => void aws.logGroups.set(id, Number(properties.RetentionInDays)),
    remove: (aws, id) => void aws.logGroups.delete(id),
  },
  "AWS::CloudWatch::Alarm": {
    systemTags: true,
    replaced: ["AlarmName"],
    updated: [
      "AlarmDescription",
      "Namespace",
      "MetricName",
      "Dimensions",
      "Statistic",
      "ComparisonOperator!",
      "Threshold",
      "Period",
      "EvaluationPeriods!",
      "TreatMissingData",
      "AlarmActions",
      "OKActions",
      "Tags",
    ],
    create: (aws, properties) => {
      const name = text(properties, "AlarmName");
      if (aws.alarms.has(name)) throw new Refusal("AlreadyExists", `an alarm ${name} exists already`);
      aws.alarms.set(name, properties);
      return { id: name };
    },
    update: (aws, id, { properties }) => void aws.alarms.set(id, properties),
    remove: (aws, id) => void aws.alarms.delete(id),
  },
  "AWS::EC2::TransitGateway": {
    systemTags: true,
    replaced: ["AmazonSideAsn"],
    updated: [
      "Description",
      "AutoAcceptSharedAttachments",
      "DefaultRouteTableAssociation",
      "DefaultRouteTablePropagation",
      "VpnEcmpSupport",
      "Tags",
    ],
    create: (aws, properties) => {
      const id = newId(aws, "tgw");
      const asn = Number(properties.AmazonSideAsn ?? 64512);
      const defaultRouteTable = newId(aws, "tgw-rtb");
      aws.transitGateways.set(id, {
        asn,
        vpc: "",
        state: "available",
        tags: tagsOf(properties),
        defaultRouteTable,
        autoAccept: text(properties, "AutoAcceptSharedAttachments") === "enable",
      });
      const arn = `arn:aws:ec2:${aws.region}:${aws.account}:transit-gateway/${id}`;
      return { id, attributes: { TransitGatewayArn: arn } };
    },
    remove: (aws, id) => {
      const gateway = aws.transitGateways.get(id);
      if (gateway) gateway.state = "deleted";
    },
  },
  "AWS::EC2::TransitGatewayAttachment": {
    systemTags: true,
    replaced: ["TransitGatewayId!", "VpcId!"],
    updated: ["SubnetIds!", "Tags"],
    create: (aws, properties) => attach(aws, properties),
    remove: (aws, id) => void aws.attachments.delete(id),
  },
  "AWS::EC2::TransitGatewayVpcAttachment": {
    systemTags: true,
    replaced: ["TransitGatewayId!", "VpcId!"],
    updated: ["SubnetIds!", "Tags"],
    create: (aws, properties) => attach(aws, properties),
    remove: (aws, id) => void aws.attachments.delete(id),
  },
  "AWS::EC2::Route": {
    replaced: ["RouteTableId!", "DestinationCidrBlock"],
    updated: ["TransitGatewayId", "GatewayId"],
    create: (aws, properties) => {
      const [tableId, destination] = [
        text(properties, "RouteTableId"),
        text(properties, "DestinationCidrBlock"),
      ];
      const gateway = text(properties, "TransitGatewayId") || text(properties, "GatewayId");
      const table = aws.routeTables.get(tableId);
      if (!table) throw new Refusal("InvalidRouteTableID.NotFound", `there is no ${tableId}`);
      const attached = [...aws.attachments.values()].some(
        ({ transitGateway, resource, state }) =>
          transitGateway === gateway && resource === table.vpc && state === "available",
      );
      if (!attached)
        throw new Refusal(
          "InvalidTransitGatewayID.NotFound",
          `The transitGateway ID '${gateway}' does not exist.`,
        );
      if (table.routes.has(destination))
        throw new Refusal("RouteAlreadyExists", `The route identified by ${destination} already exists.`);
      table.routes.set(destination, gateway);
      return { id: `${tableId}|${destination}` };
    },
    remove: (aws, _, properties) =>
      void aws.routeTables
        .get(text(properties, "RouteTableId"))
        ?.routes.delete(text(properties, "DestinationCidrBlock")),
  },
  "AWS::RAM::ResourceShare": {
    replaced: [],
    updated: ["Name!", "AllowExternalPrincipals", "Principals", "ResourceArns", "Tags"],
    create: (aws, properties) => {
      aws.shares.set(text(properties, "Name"), properties.Principals as string[]);
      return { id: `arn:aws:ram:${aws.region}:${aws.account}:resource-share/${text(properties, "Name")}` };
    },
    update: (aws, _, { properties }) =>
      void aws.shares.set(text(properties, "Name"), properties.Principals as string[]),
    remove: (aws, _, properties) => void aws.shares.delete(text(properties, "Name")),
  },
};

function attach(aws: AwsState, properties: Properties): Made {
  const transitGateway = text(properties, "TransitGatewayId");
  const gateway = aws.transitGateways.get(transitGateway);
  if (!gateway) throw new Refusal("InvalidTransitGatewayID.NotFound", `there is no ${transitGateway}`);
  const id = newId(aws, "tgw-attach");
  const resource = text(properties, "VpcId");
  const owner = aws.vpcs.get(resource)?.account ?? aws.account;
  const accepted = owner === aws.account || gateway.autoAccept;
  const table = accepted ? gateway.defaultRouteTable : "";
  aws.attachments.set(id, {
    transitGateway,
    resource,
    type: "vpc",
    owner,
    state: accepted ? "available" : "pendingAcceptance",
    table,
    propagations: new Set(table === "" ? [] : [table]),
    upcoming: [],
    tags: tagsOf(properties),
  });
  return { id };
}
