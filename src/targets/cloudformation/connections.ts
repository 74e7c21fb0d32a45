/** The two VPN connections and their four tunnels. */
import type { Yaml } from "../../render/yaml.ts";
import type { Connection, Topology, Tunnel, TunnelLogs } from "../../topology/topology.ts";
import { declaredOptions, requestValue } from "../aws-tunnel-options.ts";
import { customerGatewayId, gatewayOf } from "./gateway.ts";
import { literal, type Resource, ref, type Section, sub, tagsOf } from "./template.ts";

/** Logical id of the log group, where the template creates it. */
export const logGroupId = "TunnelLogs";

/** Logical id of a connection. */
export function connectionId({ id }: Connection): string {
  return `Connection${id.toUpperCase()}`;
}

export function connections(topology: Topology): Section[] {
  return topology.connections.map((connection, index) => ({
    comment: index === 0 ? firstComment(topology) : secondComment,
    resources: { [connectionId(connection)]: resource(topology, connection) },
  }));
}

function resource(topology: Topology, connection: Connection): Resource {
  const { aws, keys } = topology;
  const before = topology.connections.slice(0, topology.connections.indexOf(connection));
  return {
    Type: "AWS::EC2::VPNConnection",
    ...(before.length > 0 ? { DependsOn: before.map(connectionId) } : {}),
    DeletionPolicy: "RetainExceptOnCreate",
    UpdateReplacePolicy: "Retain",
    Properties: {
      Type: "ipsec.1",
      CustomerGatewayId: ref(customerGatewayId(connection)),
      ...(aws.gateway.type === "vgw"
        ? { VpnGatewayId: gatewayOf(topology) }
        : { TransitGatewayId: gatewayOf(topology), TunnelBandwidth: aws.gateway.bandwidth }),
      StaticRoutesOnly: false,
      PreSharedKeyStorage: keys.awsStorage,
      VpnTunnelOptionsSpecifications: connection.tunnels.map((tunnel) => specification(topology, tunnel)),
      Tags: tagsOf(aws.tags, connection.name),
    },
  };
}

function specification(topology: Topology, tunnel: Tunnel): Yaml {
  const { aws } = topology;
  const identity = {
    TunnelInsideCidr: tunnel.insideCidr,
    PreSharedKey: `{{resolve:secretsmanager:${tunnel.awsSecret}:SecretString}}`,
  };
  if (aws.optionsOwner === "script") return identity;
  return {
    ...identity,
    ...Object.fromEntries(declaredOptions(topology).map((option) => [option.name, requestValue(option)])),
    LogOptions: { CloudwatchLogOptions: logOptions(aws.logs) },
  };
}

function logOptions(logs: TunnelLogs): Yaml {
  if (!logs.enabled) return { LogEnabled: false, BgpLogEnabled: false };
  const bgp = { BgpLogEnabled: true, BgpLogGroupArn: logGroupArn(logs), BgpLogOutputFormat: logs.format };
  return {
    LogEnabled: true,
    LogGroupArn: logGroupArn(logs),
    LogOutputFormat: logs.format,
    ...(logs.bgp ? bgp : { BgpLogEnabled: false }),
  };
}

/** Without the `:*` that the group's attribute `Arn` ends in. */
function logGroupArn({ group, create }: TunnelLogs): Yaml {
  const name = create ? `\${${logGroupId}}` : literal(group);
  return sub(`arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${name}`);
}

function firstComment({ aws }: Topology): string {
  const owner =
    aws.optionsOwner === "template"
      ? [
          "Each list of algorithms holds one value: with more, rekeys with Cloud VPN fail, and AWS takes the lowest.",
          "The options change in place, and the tunnel is down for some minutes. To change suite or keys of a",
          "VPN in use, run roll.sh, which does it tunnel by tunnel on both clouds; the stack follows last.",
        ]
      : [
          "tunnel-options.sh owns every option of a tunnel but its inside CIDR and key. Until it has run, AWS",
          "allows every algorithm.",
        ];
  return [
    "Connection a, to interface 0 of the HA VPN gateway, with tunnels a1 and a2. A tunnel is known by its",
    "inside CIDR, for AWS lists the two of a connection in any order.",
    "",
    ...owner,
    "",
    "AWS's outside addresses belong to the connection, and Google Cloud's tunnels point at them. So it is kept",
    "when the stack is deleted, and when an edit replaces it: one of StaticRoutesOnly or PreSharedKeyStorage.",
  ].join("\n");
}

const secondComment = [
  "Connection b, to interface 1, with tunnels b1 and b2. It waits for connection a, so that no update of the",
  "stack changes both at once.",
].join("\n");
