/** An AWS account in memory: what exists, what was asked of it, and the secrets of its connections. */
import { createHash } from "node:crypto";
import { type Attributes, text } from "../fake-provider/values.ts";

/** One request that changes something, in the order in which they came. */
export interface Call {
  readonly action: "create" | "update" | "delete";
  readonly type: string;
  readonly id: string;
}

/** The secret that AWS makes for a connection. */
export interface Secret {
  version: number;
  /** Key by outside address; or another form, for tests of what is then. */
  value: unknown;
}

export interface Account {
  /** By type and id. */
  readonly resources: Map<string, { readonly type: string; attributes: Attributes }>;
  readonly calls: Call[];
  /** By ARN. */
  readonly secrets: Map<string, Secret>;
  /** Makes ids, addresses and keys. */
  created: number;
  /** Turns with each answer: the provider takes the two tunnels of a connection in any order. */
  turn: number;
}

export function newAccount(): Account {
  return { resources: new Map(), calls: [], secrets: new Map(), created: 0, turn: 0 };
}

export function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

export function all(account: Account, type: string): Attributes[] {
  return [...account.resources.values()].filter((one) => one.type === type).map((one) => one.attributes);
}

export function find(account: Account, type: string, id: string): Attributes | undefined {
  return account.resources.get(keyOf(type, id))?.attributes;
}

/** Ids of 17 hexadecimal digits, as `vpn-0a1b…`. */
export function newId(account: Account, prefix: string): string {
  account.created += 1;
  return `${prefix}-0${createHash("sha256").update(String(account.created)).digest("hex").slice(0, 16)}`;
}

/** A key that no other text contains. */
export function newKey(seed: string): string {
  return `k${createHash("sha256").update(seed).digest("hex").slice(0, 31)}`;
}

/** The id of a secret's present version. */
export function versionId({ version }: Secret): string {
  return `00000000-0000-4000-8000-${String(version).padStart(12, "0")}`;
}

/** The two tunnels of a connection as the provider may read them: the computed part the other way round. */
export function turned(account: Account, connection: Attributes): Attributes {
  account.turn += 1;
  if (account.turn % 2 === 0) return connection;
  const swapped = { ...connection };
  for (const name of ["address", "vgw_inside_address", "cgw_inside_address"]) {
    swapped[`tunnel1_${name}`] = text(connection, `tunnel2_${name}`);
    swapped[`tunnel2_${name}`] = text(connection, `tunnel1_${name}`);
  }
  return swapped;
}
