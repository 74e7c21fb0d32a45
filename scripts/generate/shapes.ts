/** The schema as data for `src/source/reader.ts`. */
import type * as z from "zod/mini";
import type { ShapeData } from "../../src/source/reader.ts";
import { sections } from "../../src/source/schema.ts";

/** The shapes of all sections as JSON; throws on a piece of the schema that the reader does not know. */
export function shapesJson(): string {
  const shapes = Object.entries(sections).map(([name, schema]) => [name, shapeOf(schema)]);
  return `${JSON.stringify(Object.fromEntries(shapes))}\n`;
}

function shapeOf(schema: unknown): ShapeData {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if ("checks" in def && def.checks && def.checks.length > 0) throw new Error("a check is not a shape");
  switch (def.type) {
    case "string":
      return "text";
    case "number":
      if (!("format" in def) || def.format !== "safeint") throw new Error("a number that is not whole");
      return "whole";
    case "boolean":
      return "flag";
    case "unknown":
      return "anything";
    case "literal":
      return { words: def.values };
    case "enum":
      return { words: Object.values(def.entries) };
    case "array":
      return { list: shapeOf(def.element) };
    case "record":
      if (shapeOf(def.keyType) !== "text") throw new Error("a record by something else than text");
      return { record: shapeOf(def.valueType) };
    case "union":
      return { either: def.options.map(shapeOf) };
    case "object": {
      if ((def.catchall as z.core.$ZodTypes | undefined)?._zod.def.type !== "never")
        throw new Error("a mapping that takes any key");
      const keys = Object.entries(def.shape).map(([key, inner]) => [key, shapeOf(inner)]);
      return { keys: Object.fromEntries(keys) };
    }
    case "optional":
      return { optional: shapeOf(def.innerType) };
    case "default":
      return { shape: shapeOf(def.innerType), otherwise: def.defaultValue };
    case "prefault":
      return { shape: shapeOf(def.innerType), from: def.defaultValue };
    default:
      throw new Error(`the reader knows no ${def.type}`);
  }
}
