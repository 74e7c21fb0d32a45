/** Creates, changes and deletes what a project holds, or refuses to. */

import { type Attributes, text } from "../fake-provider/values.ts";
import { complete } from "./computed.ts";
import { idOf, nounOf, pathOf } from "./links.ts";
import { withLinks } from "./plan.ts";
import { holderOf, refusalOf } from "./refusals.ts";
import type { Call, Cloud, Resource } from "./store.ts";

/** A resource with known configured attributes, and the key that goes with it where it is a tunnel. */
export interface Request {
  readonly type: string;
  readonly planned: Attributes;
  readonly secret: string;
}

/** Creates a resource and returns all its attributes. Throws what the API answers where it refuses. */
export function create(cloud: Cloud, { type, planned, secret }: Request): Attributes {
  const asked = { ...withLinks(type, planned), id: idOf(type, planned) };
  const path = pathOf(type, asked);
  const exists = cloud.resources.has(path)
    ? `The resource '${path}' already exists, alreadyExists`
    : undefined;
  const isTunnel = type === "google_compute_vpn_tunnel";
  const keyless =
    isTunnel && secret === "" ? "Invalid value for field 'resource.sharedSecret': ''" : undefined;
  record(cloud, "create", { type, attributes: asked }, exists ?? keyless ?? refusalOf(cloud, type, asked));
  if (isTunnel) cloud.receivedSecrets.push({ tunnel: text(asked, "name"), secret });
  cloud.created += 1;
  const attributes = complete(cloud, type, asked);
  cloud.resources.set(path, { type, attributes });
  return attributes;
}

/** Changes a resource in place. Throws what the API answers where it refuses. */
export function update(cloud: Cloud, type: string, planned: Attributes): Attributes {
  const asked = withLinks(type, planned);
  record(cloud, "update", { type, attributes: asked }, refusalOf(cloud, type, asked));
  const attributes = complete(cloud, type, asked);
  cloud.resources.set(pathOf(type, attributes), { type, attributes });
  return attributes;
}

/** Deletes a resource. Throws what the API answers where something still uses it. */
export function remove(cloud: Cloud, type: string, attributes: Attributes): void {
  const holder = holderOf(cloud, type, attributes);
  const inUse = holder && `The resource '${pathOf(type, attributes)}' is already being used by '${holder}'`;
  record(cloud, "delete", { type, attributes }, inUse && `${inUse}, resourceInUseByAnotherResource`);
  cloud.resources.delete(pathOf(type, attributes));
}

const verbs = { create: "creating", update: "updating", delete: "deleting" };

function record(cloud: Cloud, action: Call["action"], { type, attributes }: Resource, refusal = ""): void {
  cloud.calls.push({ action, type, name: text(attributes, "name"), refusal });
  if (refusal) throw new Error(`Error ${verbs[action]} ${nounOf(type)}: googleapi: Error 400: ${refusal}`);
}
