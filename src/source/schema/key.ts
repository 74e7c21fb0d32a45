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

/** A value that vpngen knows cannot work: it parses, so that a rule can say why. */
export function refused(description: string) {
  return z.optional(key(z.unknown(), `Not possible: ${description}`, { not: {} }));
}

export const text = z.string();
export const whole = z.int();
export const flag = z.boolean();

/** A value, or a list of them: a list parses so that a rule can say why one value is needed. */
export function oneOrMore<T extends z.ZodMiniType>(single: T) {
  return z.union([single, z.array(single)]);
}

/** A list of texts; `items` says more of each of them. */
export function list(description: string, { items, ...hint }: Hint & { items?: Hint } = {}) {
  return key(z.array(text), description, items ? { ...hint, items: { type: "string", ...items } } : hint);
}

/** A list that vpngen acts on, or the word that says another team looks after it. */
export function listOrExternal<T extends z.ZodMiniType>(item: T, what: string) {
  return z.union([z.array(item), z.literal("external")], {
    error: `must be a list of ${what}, or \`external\``,
  });
}

/** Pattern of an AWS resource id. */
export const id = (prefix: string) => `^${prefix}-${resourceIdDigits.value}$`;
export const cidr = { examples: ["10.20.0.0/16"], pattern: "^[0-9.]+/[0-9]+$" };
export const traffic = {
  items: { pattern: "^((tcp|udp)/[0-9]+(-[0-9]+)?|icmp|all)$" },
  examples: [["tcp/443", "icmp"]],
};
