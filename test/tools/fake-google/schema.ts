/** The provider's schema: the data file, and the form in which the plugin protocol sends it. */
import data from "./schema.json" with { type: "json" };

export interface Attribute {
  readonly type: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly write_only?: boolean;
}
export interface NestedBlock {
  readonly nesting_mode: string;
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: Block;
}
export interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, NestedBlock>>;
}
type Schemas = Readonly<Record<string, { readonly block: Block }>>;

const resources: Schemas = data.resource_schemas;
const dataSources: Schemas = data.data_source_schemas;
const ephemeral: Schemas = data.ephemeral_resource_schemas;

export function resourceBlock(type: string): Block {
  return blockOf(resources, type);
}
export function dataSourceBlock(type: string): Block {
  return blockOf(dataSources, type);
}

/** The answer to GetSchema. */
export function schemaResponse(): object {
  return {
    provider: { version: 0, block: toProtocol(data.provider.block) },
    resource_schemas: eachToProtocol(resources),
    data_source_schemas: eachToProtocol(dataSources),
    ephemeral_resource_schemas: eachToProtocol(ephemeral),
    server_capabilities: { get_provider_schema_optional: true },
  };
}

function blockOf(schemas: Schemas, type: string): Block {
  const schema = schemas[type];
  if (!schema) throw new Error(`the fake has no ${type}`);
  return schema.block;
}

function eachToProtocol(schemas: Schemas): object {
  return Object.fromEntries(
    Object.entries(schemas).map(([type, { block }]) => [type, { version: 0, block: toProtocol(block) }]),
  );
}

const nestingNumbers: Readonly<Record<string, number>> = { single: 1, list: 2, set: 3 };

function toProtocol(block: Block): object {
  return {
    attributes: Object.entries(block.attributes ?? {}).map(([name, attribute]) => ({
      ...attribute,
      name,
      type: Buffer.from(JSON.stringify(attribute.type)),
    })),
    block_types: Object.entries(block.block_types ?? {}).map(([name, nested]) => ({
      ...nested,
      type_name: name,
      nesting: nestingNumbers[nested.nesting_mode],
      block: toProtocol(nested.block),
    })),
  };
}
