/**
 * Reads what is right without zod, which takes longer to load and to set up than a whole build. The shapes are zod's
 * schema as data, made by `npm run generate`; what does not fit them is for zod to judge, and to find words for.
 */
import type { Problem } from "./findings.ts";
import shapes from "./schema/shapes.json" with { type: "json" };
import type { Section } from "./schema.ts";

/** A piece of the schema, as `scripts/generate/shapes.ts` writes it. */
export type ShapeData =
  | "text"
  | "whole"
  | "flag"
  | "anything"
  | { readonly words: readonly unknown[] }
  | { readonly list: ShapeData }
  | { readonly record: ShapeData }
  | { readonly keys: Readonly<Record<string, ShapeData>> }
  | { readonly either: readonly ShapeData[] }
  | { readonly optional: ShapeData }
  /** `otherwise` is the value of what is absent. */
  | { readonly shape: ShapeData; readonly otherwise: unknown }
  /** `from` is read in place of what is absent. */
  | { readonly shape: ShapeData; readonly from: unknown };

/** The sections of a file. */
export const sectionNames = Object.keys(shapes) as readonly Section[];

/** A section with its defaults filled in, or what is wrong with it. */
export interface ReadSection {
  readonly data: unknown;
  readonly problems: readonly Problem[];
}

/** A section that is right; undefined where zod has to judge it. */
export function readSection(name: Section, value: unknown): ReadSection | undefined {
  const data = read(shapes[name] as ShapeData, value);
  return data === misfit ? undefined : { data, problems: [] };
}

const misfit = Symbol("misfit");

function read(shape: ShapeData, value: unknown): unknown {
  switch (shape) {
    case "text":
      return typeof value === "string" ? value : misfit;
    case "whole":
      return Number.isSafeInteger(value) ? value : misfit;
    case "flag":
      return typeof value === "boolean" ? value : misfit;
    case "anything":
      return value;
  }
  if ("optional" in shape) return value === undefined ? undefined : read(shape.optional, value);
  if ("otherwise" in shape) return value === undefined ? copyOf(shape.otherwise) : read(shape.shape, value);
  if ("from" in shape) return read(shape.shape, value === undefined ? shape.from : value);
  if ("words" in shape) return shape.words.includes(value) ? value : misfit;
  if ("list" in shape) return Array.isArray(value) ? readList(shape.list, value) : misfit;
  if ("either" in shape) {
    for (const option of shape.either) {
      const result = read(option, value);
      if (result !== misfit) return result;
    }
    return misfit;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return misfit;
  return "keys" in shape ? readKeys(shape.keys, value) : readRecord(shape.record, value);
}

/** As zod copies it, so that nobody changes the default. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...value];
  return typeof value === "object" ? { ...value } : value;
}

function readList(item: ShapeData, values: readonly unknown[]): unknown {
  const results = values.map((value) => read(item, value));
  return results.includes(misfit) ? misfit : results;
}

function readKeys(keys: Readonly<Record<string, ShapeData>>, value: object): unknown {
  for (const key of Object.keys(value)) if (!Object.hasOwn(keys, key)) return misfit;
  const whole: Record<string, unknown> = {};
  for (const [key, shape] of Object.entries(keys)) {
    const result = read(shape, Object.hasOwn(value, key) ? value[key as keyof object] : undefined);
    if (result === misfit) return misfit;
    if (result !== undefined) whole[key] = result;
  }
  return whole;
}

function readRecord(shape: ShapeData, value: object): unknown {
  const whole: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const result = read(shape, item);
    // An assignment to `__proto__` would change the object's prototype.
    if (result === misfit || key === "__proto__") return misfit;
    whole[key] = result;
  }
  return whole;
}
