/** The google provider's schema: the data file. */
import { type Block, blockOf, type ProviderSchema } from "../fake-provider/schema.ts";
import data from "./schema.json" with { type: "json" };

export const googleSchema: ProviderSchema = data;

export function resourceBlock(type: string): Block {
  return blockOf(googleSchema.resource_schemas, type);
}
export function dataSourceBlock(type: string): Block {
  return blockOf(googleSchema.data_source_schemas, type);
}
