/** Terraform's values and how they cross the wire: MessagePack, where an extension marks what is not known yet. */
import { decode, ExtData, encode } from "@msgpack/msgpack";

export type Value = null | boolean | number | string | ExtData | Value[] | Attributes;
export interface Attributes {
  [name: string]: Value;
}
/** A value on the wire; Terraform sends either form. */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

export const unknown = new ExtData(0, Uint8Array.of(0));

export function isUnknown(value: Value | undefined): value is ExtData {
  return value instanceof ExtData;
}

/** Reads an object; null where the wire says that there is none. */
export function fromWire(value: DynamicValue | undefined): Attributes | null {
  if (value?.msgpack?.length) return decode(value.msgpack) as Attributes | null;
  if (value?.json?.length) return JSON.parse(Buffer.from(value.json).toString()) as Attributes | null;
  return null;
}

export function toWire(value: Attributes | null): DynamicValue {
  return { msgpack: Buffer.from(encode(value)) };
}

/** The string of that name; "" where it is null, unknown or of another type. */
export function text(attributes: Attributes, name: string): string {
  const value = attributes[name];
  return typeof value === "string" ? value : "";
}

/** The list (or set) of blocks of that name; empty where there is none or it is unknown. */
export function blocks(attributes: Attributes, name: string): Attributes[] {
  const value = attributes[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The list of strings of that name. */
export function strings(attributes: Attributes, name: string): string[] {
  const value = attributes[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function isObject(value: Value | undefined): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isUnknown(value);
}
