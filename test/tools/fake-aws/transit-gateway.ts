/** Transit gateways, their attachments, and what those are associated with and propagate to. */
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
import type { Attachment, AwsState } from "./state.ts";
import { answerTags } from "./vpn.ts";

export const transitOperations: Readonly<Record<string, (aws: AwsState, parameters: Parameters) => Answer>> =
  {
    DescribeTransitGateways: describeTransitGateways,
    DescribeTransitGatewayAttachments: describeAttachments,
    AssociateTransitGatewayRouteTable: associate,
    DisassociateTransitGatewayRouteTable: disassociate,
    GetTransitGatewayAttachmentPropagations: propagations,
    EnableTransitGatewayRouteTablePropagation: propagate,
    DisableTransitGatewayRouteTablePropagation: stopPropagation,
    SearchTransitGatewayRoutes: searchRoutes,
    AcceptTransitGatewayVpcAttachment: accept,
    DescribeTransitGatewayRouteTables: describeTables,
    DeleteTransitGateway: removeTransitGateway,
  };

function describeTransitGateways(aws: AwsState, parameters: Parameters): Answer {
  const ids = listed(parameters, "TransitGatewayIds");
  const all = [...aws.transitGateways].filter(([id]) => ids.length === 0 || ids.includes(id));
  if (all.length < ids.length)
    throw new Refusal(
      "InvalidTransitGatewayID.NotFound",
      `Transit Gateway ${ids[0]} was deleted or does not exist.`,
    );
  const wanted = filters(parameters);
  const found = filtered(all, wanted, {
    ...tagFields(wanted, ([, { tags }]: (typeof all)[number]) => tags),
    "transit-gateway-id": ([id]) => id,
  });
  return {
    transitGatewaySet: found.map(([id, { asn, state, tags, defaultRouteTable, autoAccept }]) => ({
      transitGatewayId: id,
      state,
      ownerId: aws.account,
      // The default tables are left out where the defaults are off.
      // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayOptions.html
      options: {
        amazonSideAsn: asn,
        autoAcceptSharedAttachments: autoAccept ? "enable" : "disable",
        defaultRouteTableAssociation: defaultRouteTable === "" ? "disable" : "enable",
        associationDefaultRouteTableId: defaultRouteTable || undefined,
        defaultRouteTablePropagation: defaultRouteTable === "" ? "disable" : "enable",
        propagationDefaultRouteTableId: defaultRouteTable || undefined,
        vpnEcmpSupport: "enable",
      },
      tagSet: answerTags(tags),
    })),
  };
}

function describeTables(aws: AwsState, parameters: Parameters): Answer {
  const found = filtered([...aws.transitTables], filters(parameters), {
    "transit-gateway-route-table-id": ([id]) => id,
    "transit-gateway-id": ([, gateway]) => gateway,
  });
  return {
    transitGatewayRouteTables: found.map(([id, gateway]) => ({
      transitGatewayRouteTableId: id,
      transitGatewayId: gateway,
      state: "available",
    })),
  };
}

function describeAttachments(aws: AwsState, parameters: Parameters): Answer {
  const ids = listed(parameters, "TransitGatewayAttachmentIds");
  const all = [...aws.attachments].filter(([id]) => ids.length === 0 || ids.includes(id));
  const found = filtered(all, filters(parameters), {
    "resource-id": ([, { resource }]) => resource,
    "resource-type": ([, { type }]) => type,
    "resource-owner-id": ([, { owner }]) => owner,
    "transit-gateway-id": ([, { transitGateway }]) => transitGateway,
    state: ([, { state }]) => state,
  });
  return {
    transitGatewayAttachments: found.map(([id, attachment]) => ({
      transitGatewayAttachmentId: id,
      transitGatewayId: attachment.transitGateway,
      resourceId: attachment.resource,
      resourceType: attachment.type,
      resourceOwnerId: attachment.owner,
      state: attachment.state,
      association: associationOf(attachment),
    })),
  };
}

function associationOf({ table, upcoming }: Attachment): Answer {
  const state = upcoming.shift();
  if (state !== undefined) return { transitGatewayRouteTableId: table === "" ? "tgw-rtb-0" : table, state };
  return table === "" ? undefined : { transitGatewayRouteTableId: table, state: "associated" };
}

function associate(aws: AwsState, parameters: Parameters): Answer {
  const attachment = availableOf(aws, parameters);
  if (attachment.table !== "" || attachment.upcoming.length > 0)
    throw new Refusal("Resource.AlreadyAssociated", "the attachment is already associated to a route table");
  attachment.table = required(parameters, "TransitGatewayRouteTableId");
  attachment.upcoming.push("associating");
  return { association: { state: "associating" } };
}

function disassociate(aws: AwsState, parameters: Parameters): Answer {
  const attachment = attachmentOf(aws, parameters);
  if (attachment.table !== required(parameters, "TransitGatewayRouteTableId"))
    throw new Refusal("InvalidAssociation.NotFound", "the attachment is not associated to that table");
  attachment.table = "";
  attachment.upcoming.push("disassociating");
  return { association: { state: "disassociating" } };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptTransitGatewayVpcAttachment.html */
function accept(aws: AwsState, parameters: Parameters): Answer {
  const attachment = attachmentOf(aws, parameters);
  if (attachment.state !== "pendingAcceptance")
    throw new Refusal("IncorrectState", "the attachment is in an invalid state");
  attachment.state = "available";
  const table = aws.transitGateways.get(attachment.transitGateway)?.defaultRouteTable ?? "";
  attachment.table = table;
  if (table !== "") attachment.propagations.add(table);
  return { transitGatewayVpcAttachment: { state: "pending" } };
}

function propagations(aws: AwsState, parameters: Parameters): Answer {
  const { propagations: tables } = attachmentOf(aws, parameters);
  return {
    transitGatewayAttachmentPropagations: [...tables].map((table) => ({
      transitGatewayRouteTableId: table,
      state: "enabled",
    })),
  };
}

function propagate(aws: AwsState, parameters: Parameters): Answer {
  const { propagations } = availableOf(aws, parameters);
  const table = required(parameters, "TransitGatewayRouteTableId");
  if (propagations.has(table))
    throw new Refusal(
      "TransitGatewayRouteTablePropagation.Duplicate",
      `${table} has that propagation already`,
    );
  propagations.add(table);
  return { propagation: { state: "enabling" } };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableTransitGatewayRouteTablePropagation.html */
function stopPropagation(aws: AwsState, parameters: Parameters): Answer {
  const { propagations } = attachmentOf(aws, parameters);
  if (!propagations.delete(required(parameters, "TransitGatewayRouteTableId")))
    throw new Refusal("TransitGatewayRouteTablePropagation.NotFound", "there is no such propagation");
  return { propagation: { state: "disabling" } };
}

/** Routes of a transit gateway's table that attachments of tunnels that are up propagate. */
function searchRoutes(aws: AwsState, parameters: Parameters): Answer {
  const table = required(parameters, "TransitGatewayRouteTableId");
  const attached = [...aws.attachments].filter(([, one]) => {
    const tunnels = aws.connections.get(one.resource)?.tunnels ?? [];
    return one.propagations.has(table) && tunnels.some((tunnel) => aws.upSince(tunnel) !== undefined);
  });
  const routes = attached.length === 0 ? [] : aws.announced();
  const found = filtered(routes, filters(parameters), {
    type: () => "propagated",
    state: () => "active",
    "attachment.transit-gateway-attachment-id": () => attached.map(([id]) => id),
    "attachment.resource-id": () => attached.map(([, { resource }]) => resource),
    "attachment.resource-type": () => "vpn",
    "route-search.exact-match": (cidr) => cidr,
  });
  return {
    routeSet: found.map((cidr) => ({
      destinationCidrBlock: cidr,
      type: "propagated",
      state: "active",
      transitGatewayAttachments: attached.map(([id, { resource }]) => ({
        transitGatewayAttachmentId: id,
        resourceId: resource,
        resourceType: "vpn",
      })),
    })),
    additionalRoutesAvailable: false,
  };
}

function attachmentOf(aws: AwsState, parameters: Parameters): Attachment {
  const attachment = aws.attachments.get(required(parameters, "TransitGatewayAttachmentId"));
  if (!attachment)
    throw new Refusal("InvalidTransitGatewayAttachmentID.NotFound", "there is no such attachment");
  return attachment;
}

function availableOf(aws: AwsState, parameters: Parameters): Attachment {
  const attachment = attachmentOf(aws, parameters);
  if (attachment.state !== "available")
    throw new Refusal("IncorrectState", `the attachment is in state ${attachment.state}`);
  return attachment;
}

function removeTransitGateway(aws: AwsState, parameters: Parameters): Answer {
  const id = required(parameters, "TransitGatewayId");
  const gateway = aws.transitGateways.get(id);
  if (!gateway || gateway.state === "deleted")
    throw new Refusal(
      "InvalidTransitGatewayID.NotFound",
      `Transit Gateway ${id} was deleted or does not exist.`,
    );
  if ([...aws.attachments.values()].some(({ transitGateway }) => transitGateway === id))
    throw new Refusal("IncorrectState", `${id} has non-deleted attachments.`);
  gateway.state = "deleted";
  return { transitGateway: { transitGatewayId: id, state: "deleting" } };
}
