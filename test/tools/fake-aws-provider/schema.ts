/**
 * The aws provider's schema: cut from `terraform providers schema -json`, with what later versions add to a VPN
 * connection, from their documentation.
 */
import { type Block, blockOf, type ProviderSchema } from "../fake-provider/schema.ts";
import data from "./schema.json" with { type: "json" };

/** Version of the provider whose schema it is. */
export const cutFrom = "5.100.0";

const { aws_vpn_connection: connection } = data.resource_schemas;
/** 6.24.0 */
const bgpLogs = {
  bgp_log_enabled: { type: "bool", optional: true },
  bgp_log_group_arn: { type: "string", optional: true },
  bgp_log_output_format: { type: "string", optional: true },
};
/** 6.22.0 */
const largeTunnels = { tunnel_bandwidth: { type: "string", optional: true, computed: true } };

export const awsSchema: ProviderSchema = {
  ...data,
  resource_schemas: {
    ...data.resource_schemas,
    aws_vpn_connection: {
      block: {
        attributes: { ...connection.block.attributes, ...largeTunnels },
        block_types: {
          tunnel1_log_options: withBgp(connection.block.block_types.tunnel1_log_options),
          tunnel2_log_options: withBgp(connection.block.block_types.tunnel2_log_options),
        },
      },
    },
  },
};

function withBgp(options: typeof connection.block.block_types.tunnel1_log_options) {
  const { cloudwatch_log_options: cloudwatch } = options.block.block_types;
  const attributes = { ...cloudwatch.block.attributes, ...bgpLogs };
  return {
    ...options,
    block: { block_types: { cloudwatch_log_options: { ...cloudwatch, block: { attributes } } } },
  };
}

export function resourceBlock(type: string): Block {
  return blockOf(awsSchema.resource_schemas, type);
}
export function dataSourceBlock(type: string): Block {
  return blockOf(awsSchema.data_source_schemas, type);
}
