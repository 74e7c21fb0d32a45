/** View of `connections.tf.hbs`: the two VPN connections, their four tunnels, and the keys of these. */
import { redactedKey } from "../../facts/terraform.ts";
import { hclString } from "../../render/quote.ts";
import type { Connection, Topology, Tunnel } from "../../topology/topology.ts";
import { declaredOptions } from "../aws-tunnel-options.ts";

/** An argument, its spaces, and its value as HCL. */
interface Argument {
  readonly name: string;
  readonly paddingText: string;
  readonly valueText: string;
}

export function connectionsView(topology: Topology) {
  const { aws, connections, keys, tunnels } = topology;
  const isVgw = aws.gateway.type === "vgw";
  const gatewayArgument = isVgw ? "vpn_gateway_id" : "transit_gateway_id";
  return {
    connections: connections.map((connection, index) => ({
      ...connection,
      before: connections.slice(0, index).map(({ id }) => id),
      comment: commentOf(connection).map((lineText) => ({ lineText })),
      insideProblem: insideProblem(connection),
      storageProblem: storageProblem(connection),
      tunnels: connection.tunnels.map((tunnel, position) => tunnelView(topology, tunnel, position + 1)),
    })),
    tunnels,
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
    options: columns(entries.map(([name, value]) => [prefix + name, JSON.stringify(value)])),
    logBlock: `${prefix}log_options`,
    logs: columns(logOptions(topology.aws.logs)),
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

/** With their equals signs in one column, as `terraform fmt` puts them. */
function columns(entries: readonly (readonly [string, string])[]): Argument[] {
  const widest = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, valueText]) => ({
    name,
    paddingText: " ".repeat(widest - name.length),
    valueText,
  }));
}

function commentOf({ id, tunnels }: Connection): string[] {
  const names = tunnels.map((tunnel) => tunnel.id).join(" and ");
  if (id === "b") return [`Connection b, to interface 1 of the HA VPN gateway, with tunnels ${names}.`];
  return [
    `Connection a, to interface 0 of the HA VPN gateway, with tunnels ${names}. Each list holds one value: with more,`,
    "rekeys with Cloud VPN fail, and AWS takes the lowest. A change of an option takes its tunnel down for some minutes;",
    "the provider goes on to the next tunnel before this one is up. RUNBOOK.md says how to change them on a VPN in use.",
  ];
}

function storageProblem({ id }: Connection): string {
  return `AWS keeps the keys of connection ${id} itself (storage Standard), where Terraform would read them into its state. Change that on AWS first, one tunnel at a time (aws ec2 modify-vpn-tunnel-options --pre-shared-key-storage SecretsManager), then apply.`;
}

function insideProblem({ id, tunnels }: Connection): string {
  const cidrs = tunnels.map(({ id: tunnel, insideCidr }) => `${tunnel} ${insideCidr}`).join(", ");
  return `The tunnels of connection ${id} have other inside CIDRs on AWS than here (${cidrs}). Where vpn.yaml has new ones, change them on AWS first, one tunnel at a time (aws ec2 modify-vpn-tunnel-options), then apply.`;
}
