/** A Google Cloud project in memory: what exists, what was asked of it, and which secrets it holds. */
import { type Attributes, text } from "../fake-provider/values.ts";
import type { Bridge } from "./bridge.ts";
import { linkTo, relative } from "./links.ts";

export interface Resource {
  readonly type: string;
  readonly attributes: Attributes;
}

/** One request to the API that changes something, in the order in which they came. */
export interface Call {
  readonly action: "create" | "update" | "delete";
  readonly type: string;
  readonly name: string;
  /** The API's reason, or "" where it did as asked. */
  readonly refusal: string;
}

/** A pre-shared key that arrived with a tunnel. */
export interface ReceivedSecret {
  readonly tunnel: string;
  readonly secret: string;
}

export interface Cloud {
  /** By path. */
  readonly resources: Map<string, Resource>;
  readonly calls: Call[];
  readonly receivedSecrets: ReceivedSecret[];
  /** By `projects/…/secrets/…/versions/…`. */
  readonly secrets: Map<string, string>;
  /** Resources created so far; addresses and numeric ids derive from it. */
  created: number;
  /** Where another client works on the same cloud: the way there. */
  readonly bridge: Bridge | undefined;
}

export function newCloud(bridge?: Bridge): Cloud {
  return { resources: new Map(), calls: [], receivedSecrets: [], secrets: new Map(), created: 0, bridge };
}

/** The resource that a name, path or link in `from` refers to. */
export function find(
  cloud: Cloud,
  type: string,
  { reference, from }: { reference: string; from: Attributes },
): Attributes | undefined {
  return cloud.resources.get(relative(linkTo(type, reference, from)))?.attributes;
}

/** All resources of a type, by name. */
export function all(cloud: Cloud, type: string): Attributes[] {
  return [...cloud.resources.values()]
    .filter((resource) => resource.type === type)
    .map((resource) => resource.attributes)
    .sort((a, b) => (text(a, "name") < text(b, "name") ? -1 : 1));
}

/** The interface of the same router that a BGP peer names. */
export function interfaceOf(cloud: Cloud, peer: Attributes): Attributes | undefined {
  return all(cloud, "google_compute_router_interface").find((item) => isInterfaceOf(item, peer));
}

/** Whether a BGP peer runs over a router's interface. */
export function isInterfaceOf(item: Attributes, peer: Attributes): boolean {
  return (
    item.name === peer.interface && ["router", "region", "project"].every((name) => item[name] === peer[name])
  );
}
