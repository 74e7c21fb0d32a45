/** From a configuration to what a resource will be: defaults, unknown values, and what needs a new resource. */
import { isDeepStrictEqual } from "node:util";
import type { Block } from "../fake-provider/schema.ts";
import {
  type Attributes,
  blocks,
  isObject,
  isUnknown,
  unknown,
  type Value,
} from "../fake-provider/values.ts";
import { linkTo, sameLink } from "./links.ts";
import { resourceBlock } from "./schema.ts";
import { type Traits, traitsOf } from "./traits.ts";

/** What the provider block gives to every resource. */
export interface ProviderConfig {
  readonly project: string;
  readonly region: string;
  readonly default_labels: Attributes;
}

export interface Change {
  readonly type: string;
  /** null where the resource is to be created. */
  readonly prior: Attributes | null;
  /** Terraform's merge of configuration and prior state. */
  readonly proposed: Attributes;
  readonly config: Attributes;
}

/** The planned attributes, and the names of those whose change needs a new resource. */
export function planChange(
  { type, prior, proposed, config }: Change,
  provider: ProviderConfig,
): { planned: Attributes; replacedBy: string[] } {
  const traits = traitsOf(type);
  const planned = planBlock(resourceBlock(type), proposed, { traits, path: "" });
  for (const name of traits.computedBlocks ?? []) {
    if (blocks(config, name).length === 0) planned[name] = prior?.[name] ?? unknown;
  }
  if (isUnknown(planned.project) && provider.project) planned.project = provider.project;
  if ("terraform_labels" in planned) Object.assign(planned, planLabels(planned.labels, provider));
  for (const name of Object.keys(traits.links ?? {})) {
    const [stored, configured] = [prior?.[name], planned[name]];
    if (typeof stored === "string" && typeof configured === "string" && sameLink(stored, configured)) {
      planned[name] = stored;
    }
  }
  const replacedBy = prior
    ? Object.keys(planned).filter(
        (name) => traits.replacedBy(name) && !isDeepStrictEqual(prior[name] ?? null, planned[name] ?? null),
      )
    : [];
  return { planned, replacedBy };
}

interface Place {
  readonly traits: Traits;
  /** "" at the top, else the block's path with a full stop behind it. */
  readonly path: string;
}

function planBlock(block: Block, proposed: Attributes, { traits, path }: Place): Attributes {
  const planned = { ...proposed };
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    if (attribute.write_only) planned[name] = null;
    else if ((planned[name] ?? null) === null) {
      planned[name] = traits.defaults?.[path + name] ?? (attribute.computed ? unknown : null);
    }
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    const value = planned[name];
    if (!Array.isArray(value)) continue;
    const place = { traits, path: `${path}${name}.` };
    planned[name] = value.map((item) => (isObject(item) ? planBlock(nested.block, item, place) : item));
  }
  return planned;
}

/** The labels that Google sees: the resource's own, the provider's, and the provider's mark. */
function planLabels(labels: Value | undefined, provider: ProviderConfig): Attributes {
  if (isUnknown(labels) || (isObject(labels) && Object.values(labels).some(isUnknown))) {
    return { terraform_labels: unknown, effective_labels: unknown };
  }
  const all: Attributes = {
    "goog-terraform-provisioned": "true",
    ...provider.default_labels,
    ...(isObject(labels) ? labels : {}),
  };
  return { terraform_labels: all, effective_labels: all };
}

/** Attributes with every name that the schema has: null, or an empty list of blocks, where there was nothing. */
export function shape(block: Block, attributes: Attributes): Attributes {
  const shaped: Attributes = {};
  for (const name of Object.keys(block.attributes ?? {})) shaped[name] = attributes[name] ?? null;
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    const items = blocks(attributes, name).map((item) => shape(nested.block, item));
    shaped[name] = nested.nesting_mode === "single" ? null : items;
  }
  return shaped;
}

/** Names and paths as the links that the provider sends and stores. */
export function withLinks(type: string, attributes: Attributes): Attributes {
  const links = Object.entries(traitsOf(type).links ?? {}).flatMap(([name, target]) => {
    const value = attributes[name];
    return typeof value === "string" ? [[name, linkTo(target, value, attributes)]] : [];
  });
  return { ...attributes, ...Object.fromEntries(links) };
}
