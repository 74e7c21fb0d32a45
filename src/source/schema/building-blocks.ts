/** Building blocks of the schema: described keys, and the few types that recur. */
import * as z from "zod/mini";
import { resourceIdDigits } from "../../facts/aws.ts";

/** JSON Schema keywords that tell an editor more than the shape does. */
type Hint = Record<string, unknown>;

/** Descriptions and hints, by schema; the generated JSON Schema carries them. */
export const hints = z.registry<Hint & { description: string }>();

/** The schema with a description, and what else an editor should know of the key. */
export function key<T extends z.ZodMiniType>(schema: T, description: string, hint: Hint = {}): T {
  // A schema object that stands behind several keys has one description for each.
  const own = z.clone(schema);
  hints.add(own, { description, ...hint });
  return own;
}

/**
 * A value that vpngen knows cannot work: it parses, so that a rule can say why. Editors show a deprecation's
 * message beside the key, and leave the key out of what they offer.
 */
export function refused(reason: string) {
  const description = `Not possible: ${reason}`;
  return z.optional(key(z.unknown(), description, { not: {}, deprecationMessage: description }));
}

export const text = z.string();
export const integer = z.int();
export const flag = z.boolean();

/** A value, or a list of them: a list parses so that a rule can say why one value is needed. */
export function oneOrMore<T extends z.ZodMiniType>(single: T) {
  return z.union([single, z.array(single)]);
}

/** A list of texts; `items` says more of each of them. */
export function list(description: string, { items, ...hint }: Hint & { items?: Hint } = {}) {
  return key(z.array(text), description, items ? { ...hint, items: { type: "string", ...items } } : hint);
}

/**
 * A list that vpngen acts on, or the word that says another team looks after it. The list has the description too:
 * editors show that of the part that fits the value.
 */
export function listOrExternal<T extends z.ZodMiniType>(item: T, what: string, description: string) {
  const some = key(z.array(item), description, { minItems: 1 });
  const union = z.union([some, z.literal("external")], {
    error: `must be a list of ${what}, or \`external\``,
  });
  return key(union, description);
}

/** Pattern of an AWS resource id. */
export const id = (prefix: string) => `^${prefix}-${resourceIdDigits.value}$`;
export const cidr = { examples: ["10.20.0.0/16"], pattern: "^[0-9.]+/[0-9]+$" };
export const traffic = {
  items: {
    pattern: "^((tcp|udp)/[0-9]+(-[0-9]+)?|icmp|all)$",
    examples: ["icmp", "tcp/443", "udp/5000-5100", "all"],
  },
  examples: [["tcp/443", "icmp"]],
  minItems: 1,
  uniqueItems: true,
};
