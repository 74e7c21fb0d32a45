/** The calls of the plugin protocol, answered from an account. */
import { isDeepStrictEqual } from "node:util";
import { diagnostic, type Handlers, type RpcRequest } from "../fake-provider/protocol.ts";
import { schemaResponse } from "../fake-provider/schema.ts";
import { type Attributes, fromWire, isUnknown, text, toWire, unknown } from "../fake-provider/values.ts";
import { create, remove, update } from "./cloud.ts";
import { awsSchema, dataSourceBlock, resourceBlock } from "./schema.ts";
import { type Account, find, keyOf, turned, versionId } from "./store.ts";

/** Attributes whose change makes a new resource, by type; every one but the tags where nothing is said. */
const changedInPlace: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_log_group: ["retention_in_days", "skip_destroy"],
  aws_ec2_transit_gateway: ["description", "auto_accept_shared_attachments", "vpn_ecmp_support"],
  aws_ec2_transit_gateway_vpc_attachment: ["subnet_ids"],
  aws_route: ["transit_gateway_id"],
  aws_vpn_gateway: ["vpc_id"],
};
const replacedBy: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_metric_alarm: ["alarm_name"],
  aws_vpc_security_group_ingress_rule: ["security_group_id"],
  // Inside CIDRs change in place: https://github.com/hashicorp/terraform-provider-aws/pull/45781
  aws_vpn_connection: ["static_routes_only", "type"],
};

export function handlers(account: Account): Handlers {
  return {
    GetSchema: () => schemaResponse(awsSchema),
    PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
    Configure: () => ({}),
    ValidateResourceTypeConfig: () => ({}),
    ValidateDataSourceConfig: () => ({}),
    ValidateEphemeralResourceConfig: () => ({}),
    UpgradeResourceState: ({ raw_state }) => ({ upgraded_state: { json: raw_state.json } }),
    ReadResource: ({ type_name: type, current_state }) => {
      const found = find(account, type, text(fromWire(current_state) ?? {}, "id"));
      const read = found && type === "aws_vpn_connection" ? turned(account, found) : found;
      return { new_state: toWire(read ?? null) };
    },
    PlanResourceChange: plan,
    ApplyResourceChange: (request) => apply(account, request),
    ImportResourceState: ({ type_name: type, id }) => {
      const found = account.resources.get(keyOf(type, id));
      if (!found) return { diagnostics: [diagnostic(`Cannot import non-existent ${type} ${id}`)] };
      return { imported_resources: [{ type_name: type, state: toWire(found.attributes) }] };
    },
    ReadDataSource: ({ type_name, config }) => readData(account, type_name, fromWire(config) ?? {}),
    OpenEphemeralResource: ({ config }) => openSecret(account, fromWire(config) ?? {}),
    CloseEphemeralResource: () => ({}),
    Stop: () => ({}),
  };
}

function plan(request: RpcRequest): object {
  const proposed = fromWire(request.proposed_new_state);
  if (!proposed) return { planned_state: request.proposed_new_state };
  const { type_name: type } = request;
  const prior = fromWire(request.prior_state);
  const planned = { ...proposed };
  for (const [name, { computed }] of Object.entries(resourceBlock(type).attributes ?? {}))
    if (computed && prior === null && (planned[name] ?? null) === null) planned[name] = unknown;
  if ("tags_all" in planned) planned.tags_all = planned.tags ?? {};
  return {
    planned_state: toWire(planned),
    requires_replace: prior === null ? [] : replacements(type, prior, planned),
    legacy_type_system: true,
  };
}

function replacements(type: string, prior: Attributes, planned: Attributes): object[] {
  const inPlace = ["tags", "tags_all", ...(changedInPlace[type] ?? [])];
  return Object.keys(planned)
    .filter((name) => replacedBy[type]?.includes(name) ?? !inPlace.includes(name))
    .filter((name) => !isUnknown(planned[name]) || prior[name] !== null)
    .filter((name) => !isDeepStrictEqual(prior[name] ?? null, planned[name] ?? null))
    .map((name) => ({ steps: [{ attribute_name: name }] }));
}

function apply(account: Account, { type_name: type, ...request }: RpcRequest): object {
  const prior = fromWire(request.prior_state);
  const planned = fromWire(request.planned_state);
  try {
    if (planned === null) {
      if (prior) remove(account, type, prior);
      return { new_state: toWire(null) };
    }
    const state = prior ? update(account, type, planned) : create(account, type, planned);
    return { new_state: toWire(state), legacy_type_system: true };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { new_state: toWire(prior), diagnostics: [diagnostic(message)], legacy_type_system: true };
  }
}

function readData(account: Account, type: string, config: Attributes): object {
  if (type === "aws_secretsmanager_secret_versions") {
    const secret = account.secrets.get(text(config, "secret_id"));
    if (!secret) return { diagnostics: [diagnostic("ResourceNotFoundException")] };
    const dates = { created_time: "", last_accessed_date: String(account.turn) };
    const version = { ...dates, version_id: versionId(secret), version_stages: ["AWSCURRENT"] };
    return { state: toWire({ ...nulls(type), ...config, versions: [version] }) };
  }
  const id = text(config, "id") || text(config, "name");
  const found = find(account, type, id);
  if (!found) return { diagnostics: [diagnostic(`${type} ${id} not found`)] };
  const names = Object.keys(dataSourceBlock(type).attributes ?? {});
  const values = names.map((name) => [name, config[name] ?? found[name] ?? null]);
  return { state: toWire({ ...nulls(type), ...Object.fromEntries(values) }) };
}

/** Every attribute and block of a data source, empty. */
function nulls(type: string): Attributes {
  const { attributes = {}, block_types = {} } = dataSourceBlock(type);
  const blocks = Object.entries(block_types).map(([name, { nesting_mode }]) => [
    name,
    nesting_mode === "single" ? null : [],
  ]);
  return Object.fromEntries([...Object.keys(attributes).map((name) => [name, null]), ...blocks]);
}

function openSecret(account: Account, config: Attributes): object {
  const id = text(config, "secret_id");
  const secret = account.secrets.get(id);
  if (!secret) return { diagnostics: [diagnostic(`ResourceNotFoundException: ${id}`)] };
  const { value } = secret;
  const text_ = typeof value === "string" ? value : JSON.stringify(value);
  const times = { arn: id, created_date: "", secret_binary: "", version_stage: null, version_stages: [] };
  return { result: toWire({ ...config, ...times, version_id: versionId(secret), secret_string: text_ }) };
}
