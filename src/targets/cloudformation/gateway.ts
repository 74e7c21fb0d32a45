/** The gateway on AWS's side, and the customer gateways that stand for Google Cloud's. */
import { largestBgpAsn } from "../../facts/aws.ts";
import { tagged, type Yaml } from "../../render/yaml.ts";
import type { Connection, Topology } from "../../topology/topology.ts";
import { type Resource, ref, type Section, tagsOf } from "./template.ts";

/** Logical ids by gateway type. One of them never changes into the other: CloudFormation would refuse that. */
export const gatewayIds = { vgw: "VpnGateway", tgw: "TransitGateway" } as const;
const attachmentId = "GatewayAttachment";

/** Parameter that says whether the customer gateways have device names, and the condition on it. */
export const deviceNamesParameter = "CustomerGatewayDeviceNames";
export const deviceNamesCondition = "HasDeviceNames";

/**
 * A name that no other stack's customer gateways have, since AWS knows two of one type, address and ASN apart by that
 * alone: the stack's own unique id.
 */
const deviceName: Yaml = {
  "Fn::If": [
    deviceNamesCondition,
    tagged("!Select", [2, tagged("!Split", ["/", ref("AWS::StackId")])]),
    ref("AWS::NoValue"),
  ],
};

/** How the template refers to the gateway: the id of an existing one, or a reference. */
export function gatewayOf({ aws: { gateway } }: Topology): Yaml {
  return gateway.origin.existing ? gateway.origin.id : ref(gatewayIds[gateway.type]);
}

/** Parameter that holds the address of an interface of the HA gateway. */
export function addressParameter({ gatewayInterface }: Connection): string {
  return `GcpAddress${gatewayInterface}`;
}

/** Logical id of a connection's customer gateway. */
export function customerGatewayId({ id }: Connection): string {
  return `CustomerGateway${id.toUpperCase()}`;
}

export function customerGateways({ aws, gcp, connections }: Topology): Section {
  const asn = gcp.asn > largestBgpAsn.value ? { BgpAsnExtended: gcp.asn } : { BgpAsn: gcp.asn };
  const resource = (connection: Connection): Resource => ({
    Type: "AWS::EC2::CustomerGateway",
    DeletionPolicy: "RetainExceptOnCreate",
    UpdateReplacePolicy: "Delete",
    Properties: {
      Type: "ipsec.1",
      IpAddress: ref(addressParameter(connection)),
      ...asn,
      DeviceName: deviceName,
      Tags: tagsOf(aws.tags, connection.customerGatewayName),
    },
  });
  return {
    comment: [
      "Google Cloud as AWS sees it: one customer gateway per interface of the HA VPN gateway.",
      "They are kept when the stack is deleted, since the connections, which are kept too, need them.",
      "A new address or ASN makes a new one, and the connection moves over to it. The device name lets another VPN",
      "use the same HA VPN gateway; a stack that was created without it stays so, since it cannot be changed.",
    ].join("\n"),
    resources: Object.fromEntries(
      connections.map((connection) => [customerGatewayId(connection), resource(connection)]),
    ),
  };
}

/** The gateway where it is created, how it is attached or shared, and what it tells the VPC of a VGW. */
export function gatewaySections(topology: Topology): Section[] {
  return topology.aws.gateway.type === "vgw" ? vpnGateway(topology) : transitGateway(topology);
}

function vpnGateway(topology: Topology): Section[] {
  const { gateway, vpcs, asn, tags } = topology.aws;
  const created = !gateway.origin.existing;
  const gatewayAndAttachment: Section = {
    comment:
      "The virtual private gateway. It is kept when the stack is deleted, since the connections end on it.",
    resources: {
      [gatewayIds.vgw]: {
        Type: "AWS::EC2::VPNGateway",
        DeletionPolicy: "RetainExceptOnCreate",
        UpdateReplacePolicy: "Retain",
        Properties: { Type: "ipsec.1", AmazonSideAsn: asn, Tags: tagsOf(tags, gateway.name) },
      },
      ...Object.fromEntries(
        vpcs.slice(0, 1).map((vpc) => [
          attachmentId,
          {
            Type: "AWS::EC2::VPCGatewayAttachment",
            Properties: { VpcId: vpc.id, VpnGatewayId: gatewayOf(topology) },
          },
        ]),
      ),
    },
  };
  const routeTables = vpcs.flatMap((vpc) => vpc.routeTables);
  const propagation: Resource = {
    Type: "AWS::EC2::VPNGatewayRoutePropagation",
    ...(created
      ? { DependsOn: [attachmentId] }
      : { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }),
    Properties: { RouteTableIds: sorted(routeTables), VpnGatewayId: gatewayOf(topology) },
  };
  return [
    ...(created ? [gatewayAndAttachment] : []),
    {
      comment: [
        "The VPC's route tables learn the routes from Google Cloud.",
        ...(created
          ? ["CloudFormation fails here unless the gateway is attached before."]
          : ["It stays on when the stack is deleted or its creation fails: it may have been on before."]),
      ].join("\n"),
      resources: routeTables.length > 0 ? { RoutePropagation: propagation } : {},
    },
  ];
}

function transitGateway({ name, aws }: Topology): Section[] {
  if (aws.gateway.origin.existing) return [];
  const accounts = sorted(aws.vpcs.map(({ account }) => account).filter((account) => account !== ""));
  const gateway: Resource = {
    Type: "AWS::EC2::TransitGateway",
    DeletionPolicy: "RetainExceptOnCreate",
    UpdateReplacePolicy: "Retain",
    Properties: {
      Description: `${name}: VPN to Google Cloud`,
      AmazonSideAsn: aws.asn,
      AutoAcceptSharedAttachments: accounts.length > 0 ? "enable" : "disable",
      DefaultRouteTableAssociation: "enable",
      DefaultRouteTablePropagation: "enable",
      VpnEcmpSupport: "enable",
      Tags: tagsOf(aws.tags, aws.gateway.name),
    },
  };
  const share: Resource = {
    Type: "AWS::RAM::ResourceShare",
    Properties: {
      Name: aws.gateway.name,
      AllowExternalPrincipals: true,
      Principals: accounts,
      ResourceArns: [tagged("!GetAtt", `${gatewayIds.tgw}.TransitGatewayArn`)],
      Tags: tagsOf(aws.tags, aws.gateway.name),
    },
  };
  return [
    {
      comment: [
        "The transit gateway, with ECMP over all tunnels. It is kept when the stack is deleted, since the",
        "connections end on it and others may have attached to it. VPCs and connections share the default",
        "route table, which learns the routes of both.",
      ].join("\n"),
      resources: { [gatewayIds.tgw]: gateway },
    },
    {
      comment: [
        "The accounts whose VPCs attach to it. An account outside the organization, or in one without",
        "sharing through RAM, must accept the invitation before its own template can be deployed.",
      ].join("\n"),
      resources: accounts.length > 0 ? { TransitGatewayShare: share } : {},
    },
  ];
}

/** Without duplicates, in an order that no edit of the source changes. */
export function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
