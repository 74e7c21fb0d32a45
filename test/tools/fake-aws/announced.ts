/** What AWS announces to the peer of a VPN connection: what its gateway knows, and not what a file declares. */
import type { AwsState, VpnConnection } from "./state.ts";

/**
 * Ranges that the other end of a connection learns over BGP: of a virtual private gateway, those of the VPC that it is
 * attached to; of a transit gateway, what is in the route table that the connection's attachment is associated with.
 *
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
 * https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
export function announcedOver(aws: AwsState, { id, vpnGatewayId }: VpnConnection): readonly string[] {
  const gateway = aws.vpnGateways.get(vpnGatewayId);
  if (gateway) return gateway.vpc === "" ? [] : [...cidrsOf(aws, gateway.vpc), ...aws.elsewhere];
  const attachments = [...aws.attachments.values()];
  const table = attachments.find(({ resource }) => resource === id)?.table ?? "";
  if (table === "") return [];
  const behind = attachments.filter(
    ({ type, state, propagations }) => type === "vpc" && state === "available" && propagations.has(table),
  );
  return [...behind.flatMap(({ resource }) => cidrsOf(aws, resource)), ...aws.elsewhere];
}

function cidrsOf(aws: AwsState, vpc: string): readonly string[] {
  return aws.vpcs.get(vpc)?.cidrs ?? [];
}
