/** Attachments of a transit gateway: one route table each, propagation to any number, both after a while. */
import { type Answer, type Parameters, Refusal, required } from "../fake-aws/query.ts";

interface StubAttachment {
  readonly connection: string;
  /** Associated route table, or "". */
  table: string;
  readonly propagations: Set<string>;
  /** States of the association in the next answers, before the settled one. */
  readonly upcoming: string[];
}

/** By attachment id. */
export type Attachments = Map<string, StubAttachment>;

export function describeAttachments(attachments: Attachments, parameters: Parameters): Answer {
  const id = parameters.get("TransitGatewayAttachmentIds.1");
  const connection = parameters.get("Filter.1.Value.1");
  const found = [...attachments].filter(([key, each]) =>
    id === undefined ? each.connection === connection : key === id,
  );
  return {
    transitGatewayAttachments: found.map(([key, attachment]) => ({
      transitGatewayAttachmentId: key,
      resourceId: attachment.connection,
      resourceType: "vpn",
      state: "available",
      association: associationOf(attachment),
    })),
  };
}

export function associate(attachments: Attachments, parameters: Parameters): Answer {
  const attachment = attachmentOf(attachments, parameters);
  if (attachment.table !== "" || attachment.upcoming.length > 0)
    throw new Refusal("Resource.AlreadyAssociated", "the attachment is already associated to a route table");
  attachment.table = required(parameters, "TransitGatewayRouteTableId");
  attachment.upcoming.push("associating");
  return { association: { state: "associating" } };
}

export function disassociate(attachments: Attachments, parameters: Parameters): Answer {
  const attachment = attachmentOf(attachments, parameters);
  if (attachment.table !== required(parameters, "TransitGatewayRouteTableId"))
    throw new Refusal("InvalidAssociation.NotFound", "the attachment is not associated to that table");
  attachment.table = "";
  attachment.upcoming.push("disassociating");
  return { association: { state: "disassociating" } };
}

export function propagations(attachments: Attachments, parameters: Parameters): Answer {
  const { propagations } = attachmentOf(attachments, parameters);
  return {
    transitGatewayAttachmentPropagations: [...propagations].map((table) => ({
      transitGatewayRouteTableId: table,
      state: "enabled",
    })),
  };
}

export function propagate(attachments: Attachments, parameters: Parameters): Answer {
  attachmentOf(attachments, parameters).propagations.add(required(parameters, "TransitGatewayRouteTableId"));
  return { propagation: { state: "enabling" } };
}

function associationOf({ table, upcoming }: StubAttachment): Answer {
  const state = upcoming.shift();
  if (state !== undefined) return { transitGatewayRouteTableId: table === "" ? "tgw-rtb-0" : table, state };
  return table === "" ? undefined : { transitGatewayRouteTableId: table, state: "associated" };
}

function attachmentOf(attachments: Attachments, parameters: Parameters): StubAttachment {
  const attachment = attachments.get(required(parameters, "TransitGatewayAttachmentId"));
  if (!attachment)
    throw new Refusal("InvalidTransitGatewayAttachmentID.NotFound", "there is no such attachment");
  return attachment;
}
