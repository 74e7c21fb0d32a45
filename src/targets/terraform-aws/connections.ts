/** `aws-connections.tf`: the two VPN connections, their four tunnels, and the keys of these. */
import renderConnection from "../../../templates/terraform-aws/connection.tf.hbs";
import renderKeys from "../../../templates/terraform-aws/connection-keys.tf.hbs";
import { redactedKey } from "../../facts/terraform.ts";
import { aligned } from "../../render/hcl.ts";
import { hclString } from "../../render/quote.ts";
import type { Connection, Topology, Tunnel } from "../../topology/topology.ts";
import { declaredOptions } from "../aws-tunnel-options.ts";

/** A block per connection, and what reads their keys. */
export function connectionBlocks(topology: Topology): string[] {
  const { connections, tunnels } = topology;
  const keys = {
    connections: connections.map((connection) => ({
      id: connection.id,
      numbersText: connection.tunnels.map(({ id }) => `var.psk_versions.${id}`).join(", "),
    })),
    tunnels,
  };
  return [
    ...connections.map((connection, index) =>
      renderConnection(connectionView(topology, connection, connections.slice(0, index))),
    ),
    renderKeys(keys),
  ];
}

function connectionView(topology: Topology, connection: Connection, before: readonly Connection[]) {
  const { aws, keys } = topology;
  const isVgw = aws.gateway.type === "vgw";
  const gatewayArgument = isVgw ? "vpn_gateway_id" : "transit_gateway_id";
  return {
    id: connection.id,
    name: connection.name,
    before: before.map(({ id }) => id),
    comment: commentOf(connection).map((lineText) => ({ lineText })),
    insideProblem: insideProblem(connection),
    storageProblem: storageProblem(connection),
    tunnels: connection.tunnels.map((tunnel, position) => tunnelView(topology, tunnel, position + 1)),
    keyStorage: keys.awsStorage,
    hiddenKeyPattern: `^(\\**|${redactedKey.value})$`,
    gatewayArgument,
    gatewayPaddingText: " ".repeat("customer_gateway_id".length - gatewayArgument.length),
    largeTunnels: !isVgw && aws.gateway.bandwidth === "large",
  };
}

function tunnelView(topology: Topology, tunnel: Tunnel, number: number) {
  const prefix = `tunnel${number}_`;
  const options = declaredOptions(topology).map(
    ({ terraform, isSuite, value }) => [terraform, isSuite ? [value] : value] as const,
  );
  const entries = [["inside_cidr", tunnel.insideCidr] as const, ...options];
  return {
    id: tunnel.id,
    awsInside: tunnel.awsInside,
    options: aligned(entries.map(([name, value]) => [prefix + name, JSON.stringify(value)])),
    logBlock: `${prefix}log_options`,
    logs: aligned(logOptions(topology.aws.logs)),
  };
}

function logOptions({ enabled, create, format, bgp }: Topology["aws"]["logs"]): [string, string][] {
  if (!enabled) return [["log_enabled", "false"]];
  const group = `${create ? "" : "data."}aws_cloudwatch_log_group.tunnels.arn`;
  const setting = (prefix: string): [string, string][] => [
    [`${prefix}log_enabled`, "true"],
    [`${prefix}log_group_arn`, group],
    [`${prefix}log_output_format`, hclString(format)],
  ];
  return [...setting(""), ...(bgp ? setting("bgp_") : [])];
}

function commentOf({ id, tunnels }: Connection): string[] {
  const names = tunnels.map((tunnel) => tunnel.id).join(" and ");
  if (id === "b") return [`Connection b, to interface 1 of the HA VPN gateway, with tunnels ${names}.`];
  return [
    `Connection a, to interface 0 of the HA VPN gateway, with tunnels ${names}. Each list holds one value: with more,`,
    "rekeys with Cloud VPN fail, and AWS takes the lowest. A change of an option takes its tunnel down for some minutes;",
    "the provider goes on to the next tunnel before this one is up. CHANGES.md says how to change them on a VPN in use.",
  ];
}

function storageProblem({ id }: Connection): string {
  return `AWS keeps the keys of connection ${id} itself (storage Standard), where Terraform would read them into its state. Change that on AWS first, one tunnel at a time (aws ec2 modify-vpn-tunnel-options --pre-shared-key-storage SecretsManager), then apply.`;
}

function insideProblem({ id, tunnels }: Connection): string {
  const cidrs = tunnels.map(({ id: tunnel, insideCidr }) => `${tunnel} ${insideCidr}`).join(", ");
  return `The tunnels of connection ${id} have other inside CIDRs on AWS than here (${cidrs}). Where vpn.yaml has new ones, change them on AWS first, one tunnel at a time (aws ec2 modify-vpn-tunnel-options), then apply.`;
}
