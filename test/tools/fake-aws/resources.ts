/** The resource types of emitted templates: which properties each has, and what making, changing and deleting one does. */
import { detachGateway } from "./gateways.ts";
import { Refusal } from "./query.ts";
import { secretText } from "./secrets-manager.ts";
import { type AwsState, newId, type Tag } from "./state.ts";
import { invalid } from "./template.ts";
import { readSpecification, type Specification } from "./tunnel-options.ts";
import { applyModification, connectionOf, createConnection, deleteConnection } from "./vpn.ts";

export type Properties = Readonly<Record<string, unknown>>;

/** What a made resource is referred to by. */
export interface Made {
  readonly id: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

interface Kind {
  /** Properties that need another resource when they change, and those that change in place. A `!` is required. */
  readonly replaced: readonly string[];
  readonly updated: readonly string[];
  readonly create: (aws: AwsState, properties: Properties) => Made;
  readonly update?: (
    aws: AwsState,
    id: string,
    change: { properties: Properties; changed: readonly string[] },
  ) => void;
  readonly remove: (aws: AwsState, id: string, properties: Properties) => void;
  /** Names of properties whose live values are not those. */
  readonly drifted?: (aws: AwsState, id: string, properties: Properties) => string[];
}

const text = (properties: Properties, name: string) => String(properties[name] ?? "");
const tagsOf = ({ Tags = [] }: Properties) => Tags as readonly Tag[];

export function kindOf(type: string): Kind {
  const kind = kinds[type];
  if (!kind) throw invalid(`Template format error: Unrecognized resource types: [${type}]`);
  return kind;
}

/** Throws where a property is not one of the type's, or one is missing. */
export function checkProperties(type: string, id: string, properties: Properties): void {
  const { replaced, updated } = kindOf(type);
  const all = [...replaced, ...updated];
  const stray = Object.keys(properties).find((name) => !all.includes(name) && !all.includes(`${name}!`));
  if (stray) throw invalid(`Encountered unsupported property ${stray} in ${id}`);
  const missing = all.find((name) => name.endsWith("!") && properties[name.slice(0, -1)] === undefined);
  if (missing) throw invalid(`Property ${missing.slice(0, -1)} cannot be empty in ${id}`);
}

/** Whether a change of one of these properties makes another resource. */
export function isReplacedBy(type: string, changed: readonly string[]): boolean {
  const { replaced } = kindOf(type);
  return changed.some((name) => replaced.includes(name) || replaced.includes(`${name}!`));
}

const kinds: Readonly<Record<string, Kind>> = {
  "AWS::EC2::CustomerGateway": {
    replaced: ["Type!", "IpAddress!", "BgpAsn", "BgpAsnExtended"],
    updated: ["Tags"],
    create: (aws, properties) => {
      const id = newId(aws, "cgw");
      const bgpAsn = Number(properties.BgpAsn ?? properties.BgpAsnExtended ?? 65000);
      aws.customerGateways.set(id, {
        ipAddress: text(properties, "IpAddress"),
        bgpAsn,
        state: "available",
        tags: tagsOf(properties),
      });
      return { id };
    },
    remove: (aws, id) => {
      const users = [...aws.connections.values()].filter(({ state }) => state !== "deleted");
      if (users.some(({ customerGatewayId }) => customerGatewayId === id))
        throw new Refusal("IncorrectState", "The customer gateway is in use.");
      const gateway = aws.customerGateways.get(id);
      if (gateway) gateway.state = "deleted";
    },
  },
  "AWS::EC2::VPNGateway": {
    replaced: ["Type!", "AmazonSideAsn"],
    updated: ["Tags"],
    create: (aws, properties) => {
      const id = newId(aws, "vgw");
      const asn = Number(properties.AmazonSideAsn ?? 64512);
      aws.vpnGateways.set(id, {
        asn,
        vpc: "",
        state: "available",
        tags: tagsOf(properties),
        defaultRouteTable: "",
      });
      return { id };
    },
    remove: (aws, id) => {
      const gateway = aws.vpnGateways.get(id);
      if (gateway) gateway.state = "deleted";
    },
  },
  "AWS::EC2::VPCGatewayAttachment": {
    replaced: ["VpcId!", "VpnGatewayId"],
    updated: [],
    create: (aws, properties) => {
      const [id, vpc] = [text(properties, "VpnGatewayId"), text(properties, "VpcId")];
      const gateway = aws.vpnGateways.get(id);
      if (!gateway)
        throw new Refusal("InvalidVpnGatewayID.NotFound", `The vpnGateway ID '${id}' does not exist`);
      const rival = [...aws.vpnGateways.values()].some((one) => one.vpc === vpc && one.state !== "deleted");
      if (rival) throw new Refusal("InvalidParameterValue", `VPC ${vpc} has an attached VPN gateway already`);
      gateway.vpc = vpc;
      return { id: `VGW|${vpc}` };
    },
    remove: (aws, _, properties) =>
      detachGateway(aws, text(properties, "VpnGatewayId"), text(properties, "VpcId")),
  },
  "AWS::EC2::VPNGatewayRoutePropagation": {
    replaced: [],
    updated: ["RouteTableIds!", "VpnGatewayId!"],
    create: (aws, properties) => {
      propagate(aws, properties);
      return { id: `propagation-${text(properties, "VpnGatewayId")}` };
    },
    update: (aws, _, { properties }) => propagate(aws, properties),
    remove: (aws, _, properties) => {
      for (const table of aws.routeTables.values())
        table.propagating.delete(text(properties, "VpnGatewayId"));
    },
  },
  "AWS::EC2::VPNConnection": {
    replaced: ["Type!", "StaticRoutesOnly", "PreSharedKeyStorage"],
    updated: [
      "CustomerGatewayId!",
      "VpnGatewayId",
      "TransitGatewayId",
      "TunnelBandwidth",
      "VpnTunnelOptionsSpecifications",
      "Tags",
    ],
    create: (aws, properties) => {
      const customerGatewayId = text(properties, "CustomerGatewayId");
      if (!aws.customerGateways.has(customerGatewayId))
        throw new Refusal("InvalidCustomerGatewayID.NotFound", `there is no ${customerGatewayId}`);
      const id = createConnection(
        aws,
        {
          customerGatewayId,
          vpnGatewayId: text(properties, "VpnGatewayId"),
          transitGatewayId: text(properties, "TransitGatewayId"),
          staticRoutesOnly: properties.StaticRoutesOnly === true,
          storage: text(properties, "PreSharedKeyStorage") || "Standard",
          bandwidth: text(properties, "TunnelBandwidth") || "standard",
          tags: tagsOf(properties),
        },
        specificationsOf(aws, properties),
      );
      return { id, attributes: { VpnConnectionId: id } };
    },
    update: updateConnection,
    remove: deleteConnection,
    drifted: driftedConnection,
  },
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
      aws.alarms.set(text(properties, "AlarmName"), properties);
      return { id: text(properties, "AlarmName") };
    },
    update: (aws, id, { properties }) => void aws.alarms.set(id, properties),
    remove: (aws, id) => void aws.alarms.delete(id),
  },
  "AWS::EC2::TransitGateway": {
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
    replaced: ["TransitGatewayId!", "VpcId!"],
    updated: ["SubnetIds!", "Tags"],
    create: (aws, properties) => attach(aws, properties),
    remove: (aws, id) => void aws.attachments.delete(id),
  },
  "AWS::EC2::TransitGatewayVpcAttachment": {
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
        ({ transitGateway, resource }) => transitGateway === gateway && resource === table.vpc,
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

function propagate(aws: AwsState, properties: Properties): void {
  const id = text(properties, "VpnGatewayId");
  const gateway = aws.vpnGateways.get(id);
  for (const table of aws.routeTables.values()) table.propagating.delete(id);
  for (const name of properties.RouteTableIds as readonly string[]) {
    const table = aws.routeTables.get(name);
    if (!table) throw new Refusal("InvalidRouteTableID.NotFound", `there is no ${name}`);
    if (gateway?.vpc !== table.vpc)
      throw new Refusal("Gateway.NotAttached", `${id} is not attached to the VPC of ${name}`);
    table.propagating.add(id);
  }
}

function attach(aws: AwsState, properties: Properties): Made {
  const transitGateway = text(properties, "TransitGatewayId");
  const gateway = aws.transitGateways.get(transitGateway);
  if (!gateway) throw new Refusal("InvalidTransitGatewayID.NotFound", `there is no ${transitGateway}`);
  const id = newId(aws, "tgw-attach");
  const table = gateway.defaultRouteTable;
  aws.attachments.set(id, {
    transitGateway,
    resource: text(properties, "VpcId"),
    type: "vpc",
    table,
    propagations: new Set(table === "" ? [] : [table]),
    upcoming: [],
    tags: tagsOf(properties),
  });
  return { id };
}

/** Specifications whose keys were looked up now. */
function specificationsOf(aws: AwsState, properties: Properties): Specification[] {
  const specs = (properties.VpnTunnelOptionsSpecifications ?? []) as readonly Properties[];
  return specs.map((spec) =>
    readSpecification({ ...spec, PreSharedKey: keyOf(aws, text(spec, "PreSharedKey")) }),
  );
}

/** The text behind a dynamic reference: `{{resolve:secretsmanager:ID:SecretString:KEY:STAGE:VERSION}}`. */
function keyOf(aws: AwsState, reference: string): string {
  const [, id, , stage] =
    /^\{\{resolve:secretsmanager:([^:}]+):SecretString(:[^:}]*)?(?::([^:}]*))?\}\}$/.exec(reference) ?? [];
  if (id === undefined) throw invalid(`the fake takes no key but by reference`);
  const key = secretText(aws.secrets, id, stage || "AWSCURRENT");
  if (key === undefined) throw invalid(`Secrets Manager can't find the specified secret. (${id})`);
  return key;
}

/** As bad as the documentation allows: both tunnels at once, without waiting, with whatever keys are current. */
function updateConnection(
  aws: AwsState,
  id: string,
  { properties, changed }: { properties: Properties; changed: readonly string[] },
): void {
  const connection = connectionOf(aws, id);
  connection.customerGatewayId = text(properties, "CustomerGatewayId");
  connection.vpnGatewayId = text(properties, "VpnGatewayId");
  connection.transitGatewayId = text(properties, "TransitGatewayId");
  connection.bandwidth = text(properties, "TunnelBandwidth") || "standard";
  connection.tags = tagsOf(properties);
  if (changed.every((name) => name === "Tags")) return;
  const specs = specificationsOf(aws, properties);
  for (const [at, tunnel] of connection.tunnels.entries()) {
    const spec = specs.find(({ insideCidr }) => insideCidr === tunnel.insideCidr) ?? specs[at];
    if (spec) applyModification(aws, tunnel, spec);
  }
}

/** Keys are never compared: AWS does not show them. */
function driftedConnection(aws: AwsState, id: string, properties: Properties): string[] {
  const connection = connectionOf(aws, id);
  const specs = (properties.VpnTunnelOptionsSpecifications ?? []) as readonly Properties[];
  const equal = specs.every(({ PreSharedKey: _, ...spec }) => {
    const { insideCidr, options } = readSpecification(spec);
    const tunnel = connection.tunnels.find((one) => one.insideCidr === insideCidr);
    return (
      tunnel &&
      Object.entries(options).every(
        ([name, value]) => JSON.stringify(tunnel.options[name]) === JSON.stringify(value),
      )
    );
  });
  const others: Readonly<Record<string, string>> = {
    CustomerGatewayId: connection.customerGatewayId,
    VpnGatewayId: connection.vpnGatewayId,
    TransitGatewayId: connection.transitGatewayId,
    TunnelBandwidth: connection.bandwidth,
  };
  const differing = Object.entries(others).filter(
    ([name, live]) => properties[name] !== undefined && text(properties, name) !== live,
  );
  return [...(equal ? [] : ["VpnTunnelOptionsSpecifications"]), ...differing.map(([name]) => name)];
}
