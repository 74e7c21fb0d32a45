/** A provider's schema: the form of `terraform providers schema -json`, and that of the plugin protocol. */
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
export type Schemas = Readonly<Record<string, { readonly block: Block }>>;

/** The schema of a provider, as far as a fake has it. */
export interface ProviderSchema {
  readonly provider: { readonly block: Block };
  readonly resource_schemas: Schemas;
  readonly data_source_schemas: Schemas;
  readonly ephemeral_resource_schemas: Schemas;
}

/** The answer to GetSchema. */
export function schemaResponse(schema: ProviderSchema): object {
  return {
    provider: { version: 0, block: toProtocol(schema.provider.block) },
    resource_schemas: eachToProtocol(schema.resource_schemas),
    data_source_schemas: eachToProtocol(schema.data_source_schemas),
    ephemeral_resource_schemas: eachToProtocol(schema.ephemeral_resource_schemas),
    server_capabilities: { get_provider_schema_optional: true },
  };
}

export function blockOf(schemas: Schemas, type: string): Block {
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
