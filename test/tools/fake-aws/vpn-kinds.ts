/** Resource types of Site-to-Site VPN. */
import { detachGateway } from "./gateways.ts";
import { type Kind, type Properties, tagsOf, text } from "./kind.ts";
import { Refusal } from "./query.ts";
import { secretText } from "./secrets-manager.ts";
import { type AwsState, newId } from "./state.ts";
import { invalid } from "./template.ts";
import { readSpecification, type Specification } from "./tunnel-options.ts";
import { applyModification, connectionOf, createConnection, deleteConnection } from "./vpn.ts";

export const vpnKinds: Readonly<Record<string, Kind>> = {
  "AWS::EC2::CustomerGateway": {
    systemTags: true,
    replaced: ["Type!", "IpAddress!", "BgpAsn", "BgpAsnExtended", "DeviceName"],
    updated: ["Tags"],
    create: (aws, properties) => {
      const ipAddress = text(properties, "IpAddress");
      const bgpAsn = Number(properties.BgpAsn ?? properties.BgpAsnExtended ?? 65000);
      const deviceName = text(properties, "DeviceName");
      // The API answers with the one that exists, which CloudFormation takes for another stack's.
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html
      const [twin] =
        [...aws.customerGateways].find(
          ([, one]) =>
            one.state !== "deleted" &&
            one.ipAddress === ipAddress &&
            one.bgpAsn === bgpAsn &&
            one.deviceName === deviceName,
        ) ?? [];
      if (twin)
        throw new Refusal(
          "AlreadyExists",
          `Resource of type 'AWS::EC2::CustomerGateway' with identifier '${twin}' already exists.`,
        );
      const id = newId(aws, "cgw");
      aws.customerGateways.set(id, {
        ipAddress,
        bgpAsn,
        deviceName,
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
    systemTags: true,
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
        autoAccept: false,
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
    update: (aws, _, { properties, before }) => {
      stopPropagation(aws, before);
      propagate(aws, properties);
    },
    remove: (aws, _, properties) => stopPropagation(aws, properties),
  },
  "AWS::EC2::VPNConnection": {
    systemTags: true,
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
      checkTarget(aws, properties);
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
};

function propagate(aws: AwsState, properties: Properties): void {
  const id = text(properties, "VpnGatewayId");
  const gateway = aws.vpnGateways.get(id);
  for (const name of properties.RouteTableIds as readonly string[]) {
    const table = aws.routeTables.get(name);
    if (!table) throw new Refusal("InvalidRouteTableID.NotFound", `there is no ${name}`);
    if (gateway?.vpc !== table.vpc)
      throw new Refusal("Gateway.NotAttached", `${id} is not attached to the VPC of ${name}`);
    table.propagating.add(id);
  }
}

/** Turns it off on its own tables, whoever turned it on first: a table has one switch per gateway. */
function stopPropagation(aws: AwsState, properties: Properties): void {
  for (const name of properties.RouteTableIds as readonly string[])
    aws.routeTables.get(name)?.propagating.delete(text(properties, "VpnGatewayId"));
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

/**
 * Refuses a target gateway that does not exist or is deleted.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpnConnection.html
 */
function checkTarget(aws: AwsState, properties: Properties): void {
  const [virtual, transit] = [text(properties, "VpnGatewayId"), text(properties, "TransitGatewayId")];
  const isThere = (gateway: { state: string } | undefined) => gateway && gateway.state !== "deleted";
  if (virtual !== "" && !isThere(aws.vpnGateways.get(virtual)))
    throw new Refusal("InvalidVpnGatewayID.NotFound", `The vpnGateway ID '${virtual}' does not exist`);
  if (transit !== "" && !isThere(aws.transitGateways.get(transit)))
    throw new Refusal(
      "InvalidTransitGatewayID.NotFound",
      `Transit Gateway ${transit} was deleted or does not exist.`,
    );
}

/** As bad as the documentation allows: both tunnels at once, without waiting, with whatever keys are current. */
function updateConnection(
  aws: AwsState,
  id: string,
  { properties, changed }: { properties: Properties; changed: readonly string[] },
): void {
  const connection = connectionOf(aws, id);
  checkTarget(aws, properties);
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
  return [
    ...(equal && !aws.unknowns.phantomDrift ? [] : ["VpnTunnelOptionsSpecifications"]),
    ...differing.map(([name]) => name),
  ];
}
