/** What a VPC needs: attachment and routes where the gateway is a transit gateway, and open security groups. */
import type { Yaml } from "../../render/yaml.ts";
import type { SecurityGroup, Topology, Traffic, Vpc } from "../../topology/topology.ts";
import { portsOf } from "../../topology/traffic.ts";
import { sorted } from "./gateway.ts";
import { idPart, type Resource, type Section, tagsOf } from "./template.ts";

interface Vpcs {
  readonly topology: Topology;
  /** Those that the template looks after. */
  readonly vpcs: readonly Vpc[];
  /** Id of the gateway, or a reference to it. */
  readonly gateway: Yaml;
}

export function vpcSections(all: Vpcs): Section[] {
  const behindTransitGateway = all.topology.aws.gateway.type === "tgw" ? [attachments(all), routes(all)] : [];
  return [...behindTransitGateway, ingress(all)];
}

function attachments({ topology, vpcs, gateway }: Vpcs): Section {
  const attachment = (vpc: Vpc): Resource => ({
    // Unlike AWS::EC2::TransitGatewayVpcAttachment, it takes other subnets without being replaced.
    Type: "AWS::EC2::TransitGatewayAttachment",
    Properties: {
      TransitGatewayId: gateway,
      VpcId: vpc.id,
      SubnetIds: sorted(vpc.subnets),
      Tags: tagsOf(topology.aws.tags, `${topology.aws.gateway.name}-${vpc.id}`),
    },
  });
  return {
    comment: "The VPCs, attached to the transit gateway through one subnet per availability zone.",
    resources: Object.fromEntries(vpcs.filter(isAttached).map((vpc) => [attachmentId(vpc), attachment(vpc)])),
  };
}

function routes({ topology, vpcs, gateway }: Vpcs): Section {
  const route = (vpc: Vpc, routeTable: string, cidr: string): Resource => ({
    Type: "AWS::EC2::Route",
    ...(isAttached(vpc) ? { DependsOn: [attachmentId(vpc)] } : {}),
    Properties: { RouteTableId: routeTable, DestinationCidrBlock: cidr, TransitGatewayId: gateway },
  });
  return {
    comment: "Routes to Google Cloud. A transit gateway does not write them into the VPCs' tables by itself.",
    resources: Object.fromEntries(
      vpcs.flatMap((vpc) =>
        vpc.routeTables.flatMap((routeTable) =>
          topology.gcp.cidrs.map((cidr) => [routeId(routeTable, cidr), route(vpc, routeTable, cidr)]),
        ),
      ),
    ),
  };
}

function ingress({ topology, vpcs }: Vpcs): Section {
  const rule = (group: SecurityGroup, traffic: Traffic, cidr: string): Resource => ({
    Type: "AWS::EC2::SecurityGroupIngress",
    Properties: {
      GroupId: group.id,
      Description: `${topology.name}: ${wordsOf(traffic)} from Google Cloud`,
      ...protocolOf(traffic),
      CidrIp: cidr,
    },
  });
  return {
    comment: "What Google Cloud may reach.",
    resources: Object.fromEntries(
      vpcs
        .flatMap((vpc) => vpc.securityGroups)
        .flatMap((group) =>
          group.allow.flatMap((traffic) =>
            topology.gcp.cidrs.map((cidr) => [ruleId(group, traffic, cidr), rule(group, traffic, cidr)]),
          ),
        ),
    ),
  };
}

function routeId(routeTable: string, cidr: string): string {
  return `Route${idPart(routeTable)}To${idPart(cidr)}`;
}

function ruleId(group: SecurityGroup, traffic: Traffic, cidr: string): string {
  return `Ingress${idPart(group.id)}${idPart(wordsOf(traffic).replace("-", "To"))}From${idPart(cidr)}`;
}

/** The routes of a VPC behind a transit gateway: logical id, route table and range of each. */
export function routeRows({ gcp }: Topology, { routeTables }: Vpc): string[] {
  return routeTables.flatMap((table) => gcp.cidrs.map((cidr) => `${routeId(table, cidr)} ${table} ${cidr}`));
}

/** The rules of a VPC: logical id, group, protocol, ports and range of each, as EC2 answers them. */
export function ruleRows({ gcp }: Topology, { securityGroups }: Vpc): string[] {
  return securityGroups.flatMap((group) =>
    group.allow.flatMap((traffic) =>
      gcp.cidrs.map((cidr) => {
        const { IpProtocol, FromPort = -1, ToPort = -1 } = protocolOf(traffic);
        return `${ruleId(group, traffic, cidr)} ${group.id} ${IpProtocol} ${FromPort} ${ToPort} ${cidr}`;
      }),
    ),
  );
}

/** CloudFormation's spelling; -1 is every type of ICMP, and every protocol. */
function protocolOf({ protocol, fromPort, toPort }: Traffic): { readonly [key: string]: Yaml } {
  if (protocol === "all") return { IpProtocol: "-1" };
  if (protocol === "icmp") return { IpProtocol: "icmp", FromPort: -1, ToPort: -1 };
  return { IpProtocol: protocol, FromPort: fromPort, ToPort: toPort };
}

/** As in descriptions: `tcp 443`, `icmp`. */
export function wordsOf(traffic: Traffic): string {
  const ports = portsOf(traffic);
  return ports === "" ? traffic.protocol : `${traffic.protocol} ${ports}`;
}

function isAttached({ subnets }: Vpc): boolean {
  return subnets.length > 0;
}

/** Logical id of a VPC's attachment to the transit gateway. */
export function attachmentId({ id }: Vpc): string {
  return `Attachment${idPart(id)}`;
}
