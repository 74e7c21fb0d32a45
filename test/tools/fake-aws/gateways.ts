/** Customer gateways and virtual private gateways. */
import {
  type Answer,
  filtered,
  filters,
  listed,
  type Parameters,
  Refusal,
  required,
  tagFields,
} from "./query.ts";
import type { AwsState } from "./state.ts";
import { answerTags, connectionOf, deleteConnection } from "./vpn.ts";

/** What stacks make here; of the API only whether it may be made is ever asked. */
const onlyAsked = [
  "CreateCustomerGateway",
  "CreateVpnGateway",
  "AttachVpnGateway",
  "CreateVpnConnection",
  "CreateTransitGateway",
  "CreateTransitGatewayVpcAttachment",
  "CreateRoute",
  "AuthorizeSecurityGroupIngress",
];

export const gatewayOperations: Readonly<Record<string, (aws: AwsState, parameters: Parameters) => Answer>> =
  {
    DescribeCustomerGateways: describeCustomerGateways,
    DescribeVpnGateways: describeVpnGateways,
    ...Object.fromEntries(onlyAsked.map((operation) => [operation, askedAlone])),
    DeleteVpnConnection: removeConnection,
    DeleteCustomerGateway: removeCustomerGateway,
    DetachVpnGateway: detach,
    DeleteVpnGateway: removeVpnGateway,
  };

function describeCustomerGateways(aws: AwsState, parameters: Parameters): Answer {
  const ids = listed(parameters, "CustomerGatewayId");
  const all = [...aws.customerGateways].filter(([id]) => ids.length === 0 || ids.includes(id));
  if (all.length < ids.length)
    throw new Refusal(
      "InvalidCustomerGatewayID.NotFound",
      `The customerGateway ID '${ids[0]}' does not exist`,
    );
  const wanted = filters(parameters);
  const found = filtered(all, wanted, {
    ...tagFields(wanted, ([, { tags }]: (typeof all)[number]) => tags),
    "customer-gateway-id": ([id]) => id,
    state: ([, { state }]) => state,
    "ip-address": ([, { ipAddress }]) => ipAddress,
    "bgp-asn": ([, { bgpAsn }]) => String(bgpAsn),
  });
  return {
    customerGatewaySet: found.map(([id, { ipAddress, bgpAsn, deviceName, state, tags }]) => ({
      customerGatewayId: id,
      state,
      type: "ipsec.1",
      ipAddress,
      bgpAsn: String(bgpAsn),
      deviceName: deviceName || undefined,
      tagSet: answerTags(tags),
    })),
  };
}

function askedAlone(_: AwsState, parameters: Parameters): Answer {
  throw parameters.get("DryRun") === "true"
    ? new Refusal("DryRunOperation", "Request would have succeeded, but DryRun flag is set.")
    : new Refusal("FakeDefect", "this is made by stacks here");
}

function describeVpnGateways(aws: AwsState, parameters: Parameters): Answer {
  const ids = listed(parameters, "VpnGatewayId");
  const all = [...aws.vpnGateways].filter(([id]) => ids.length === 0 || ids.includes(id));
  if (all.length < ids.length)
    throw new Refusal("InvalidVpnGatewayID.NotFound", `The vpnGateway ID '${ids[0]}' does not exist`);
  const wanted = filters(parameters);
  const found = filtered(all, wanted, {
    ...tagFields(wanted, ([, { tags }]: (typeof all)[number]) => tags),
    state: ([, { state }]) => state,
    "vpn-gateway-id": ([id]) => id,
    "attachment.vpc-id": ([, { vpc }]) => vpc,
    "attachment.state": ([, { vpc }]) => (vpc === "" ? "detached" : "attached"),
  });
  return {
    vpnGatewaySet: found.map(([id, { asn, vpc, state, tags }]) => ({
      vpnGatewayId: id,
      state,
      type: "ipsec.1",
      amazonSideAsn: asn,
      attachments: vpc === "" ? [] : [{ vpcId: vpc, state: "attached" }],
      tagSet: answerTags(tags),
    })),
  };
}

function removeConnection(aws: AwsState, parameters: Parameters): Answer {
  const { id, state } = connectionOf(aws, required(parameters, "VpnConnectionId"));
  if (state === "deleted") throw new Refusal("IncorrectState", `${id} is deleted`);
  deleteConnection(aws, id);
  return { return: true };
}

function live(aws: AwsState) {
  return [...aws.connections.values()].filter(({ state }) => state !== "deleted");
}

function removeCustomerGateway(aws: AwsState, parameters: Parameters): Answer {
  const id = required(parameters, "CustomerGatewayId");
  const gateway = aws.customerGateways.get(id);
  if (!gateway || gateway.state === "deleted")
    throw new Refusal("InvalidCustomerGatewayID.NotFound", `The customerGateway ID '${id}' does not exist`);
  if (live(aws).some(({ customerGatewayId }) => customerGatewayId === id))
    throw new Refusal("IncorrectState", "The customer gateway is in use.");
  gateway.state = "deleted";
  return { return: true };
}

export function detachGateway(aws: AwsState, id: string, vpc: string): void {
  const gateway = aws.vpnGateways.get(id);
  if (!gateway || gateway.vpc !== vpc)
    throw new Refusal("InvalidVpnGatewayAttachment.NotFound", `${id} is not attached to ${vpc}`);
  gateway.vpc = "";
  for (const table of aws.routeTables.values()) table.propagating.delete(id);
}

function detach(aws: AwsState, parameters: Parameters): Answer {
  detachGateway(aws, required(parameters, "VpnGatewayId"), required(parameters, "VpcId"));
  return { return: true };
}

function removeVpnGateway(aws: AwsState, parameters: Parameters): Answer {
  const id = required(parameters, "VpnGatewayId");
  const gateway = aws.vpnGateways.get(id);
  if (!gateway || gateway.state === "deleted")
    throw new Refusal("InvalidVpnGatewayID.NotFound", `The vpnGateway ID '${id}' does not exist`);
  if (gateway.vpc !== "" || live(aws).some(({ vpnGatewayId }) => vpnGatewayId === id))
    throw new Refusal("IncorrectState", "The VPN gateway is in use.");
  gateway.state = "deleted";
  return { return: true };
}
