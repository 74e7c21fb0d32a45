/** Creates, changes and deletes what a project holds, or refuses to. */
import { type Attributes, text } from "../fake-provider/values.ts";
import { refresh, send } from "./bridge.ts";
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
  const isTunnel = type === "google_compute_vpn_tunnel";
  const refusal = () => {
    if (cloud.resources.has(path)) return `The resource '${path}' already exists, alreadyExists`;
    if (isTunnel && secret === "") return "Invalid value for field 'resource.sharedSecret': ''";
    return refusalOf(cloud, type, asked);
  };
  perform(cloud, { action: "create", type, attributes: asked, secret }, refusal);
  if (isTunnel) cloud.receivedSecrets.push({ tunnel: text(asked, "name"), secret });
  cloud.created += 1;
  return store(cloud, type, asked);
}

/** Changes a resource in place. Throws what the API answers where it refuses. */
export function update(cloud: Cloud, type: string, planned: Attributes): Attributes {
  const asked = withLinks(type, planned);
  perform(cloud, { action: "update", type, attributes: asked, secret: "" }, () =>
    refusalOf(cloud, type, asked),
  );
  return store(cloud, type, asked);
}

/** Deletes a resource. Throws what the API answers where something still uses it. */
export function remove(cloud: Cloud, type: string, attributes: Attributes): void {
  const path = pathOf(type, attributes);
  perform(cloud, { action: "delete", type, attributes, secret: "" }, () => {
    const holder = holderOf(cloud, type, attributes);
    return (
      holder && `The resource '${path}' is already being used by '${holder}', resourceInUseByAnotherResource`
    );
  });
  cloud.resources.delete(path);
}

/** What is there now; null where it is gone. */
export function read(cloud: Cloud, type: string, known: Attributes): Attributes | null {
  const path = pathOf(type, known);
  const stored = cloud.resources.get(path)?.attributes ?? null;
  if (!cloud.bridge) return stored;
  const found = refresh(cloud.bridge, type, stored ?? known);
  if (found) cloud.resources.set(path, { type, attributes: found });
  else cloud.resources.delete(path);
  return found;
}

/** Remembers something that exists already in the cloud behind the bridge. */
export function adopt(cloud: Cloud, type: string, planned: Attributes): void {
  store(cloud, type, { ...withLinks(type, planned), id: idOf(type, planned) });
}

function store(cloud: Cloud, type: string, asked: Attributes): Attributes {
  const attributes = complete(cloud, type, asked);
  cloud.resources.set(pathOf(type, attributes), { type, attributes });
  return attributes;
}

const verbs = { create: "creating", update: "updating", delete: "deleting" };

/** The cloud behind the bridge judges, where there is one; otherwise `refusal` does. */
function perform(
  cloud: Cloud,
  asked: Resource & { readonly action: Call["action"]; readonly secret: string },
  judge: () => string | undefined,
): void {
  const { action, type, attributes } = asked;
  const refusal = (cloud.bridge ? send(cloud.bridge, asked) : judge()) ?? "";
  cloud.calls.push({ action, type, name: text(attributes, "name"), refusal });
  if (refusal) throw new Error(`Error ${verbs[action]} ${nounOf(type)}: googleapi: Error 400: ${refusal}`);
}
