/** The calls of the plugin protocol, answered from a cloud. */
import { diagnostic, type Handlers, type RpcRequest } from "../fake-provider/protocol.ts";
import { schemaResponse } from "../fake-provider/schema.ts";
import { type Attributes, fromWire, isObject, text, toWire } from "../fake-provider/values.ts";
import { secretText } from "./bridge.ts";
import { create, read, remove, update } from "./cloud.ts";
import { linkTo, nounOf, pathOf } from "./links.ts";
import { type ProviderConfig, planChange } from "./plan.ts";
import { dataSourceBlock, googleSchema } from "./schema.ts";
import { type Cloud, find } from "./store.ts";
import { problemsOf } from "./traits.ts";

export function handlers(cloud: Cloud): Handlers {
  let provider: ProviderConfig = { project: "", region: "", default_labels: {} };
  return {
    GetSchema: () => schemaResponse(googleSchema),
    PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
    Configure: ({ config }) => {
      provider = providerConfig(fromWire(config) ?? {});
      return {};
    },
    ValidateResourceTypeConfig: ({ type_name, config }) => ({
      diagnostics: problemsOf(type_name, fromWire(config) ?? {}).map(({ attribute, message }) =>
        diagnostic(message, attribute),
      ),
    }),
    ValidateDataSourceConfig: () => ({}),
    ValidateEphemeralResourceConfig: () => ({}),
    UpgradeResourceState: ({ raw_state }) => ({ upgraded_state: { json: raw_state.json } }),
    ReadResource: ({ type_name, current_state }) => {
      const current = fromWire(current_state) ?? {};
      const found = read(cloud, type_name, current);
      return { new_state: toWire(found && withKeyOf(type_name, found, current)) };
    },
    PlanResourceChange: (request) => plan(request, provider),
    ApplyResourceChange: (request) => apply(cloud, request, provider),
    ImportResourceState: ({ type_name, id }) => {
      const resource = [...cloud.resources.values()].find(
        ({ type, attributes }) => type === type_name && attributes.id === id,
      );
      if (!resource) return { diagnostics: [diagnostic(`Cannot import non-existent ${type_name} ${id}`)] };
      const state = withKeyOf(type_name, resource.attributes, {});
      return { imported_resources: [{ type_name, state: toWire(state) }] };
    },
    ReadDataSource: ({ type_name, config }) =>
      readData(cloud, type_name, inScope(fromWire(config) ?? {}, provider)),
    OpenEphemeralResource: ({ config }) => openSecret(cloud, fromWire(config) ?? {}, provider),
    CloseEphemeralResource: () => ({}),
    Stop: () => ({}),
  };
}

/**
 * The API shows neither a tunnel's key nor its version: a read keeps what the state has, an import has nothing.
 * https://github.com/hashicorp/terraform-provider-google/issues/9524
 */
function withKeyOf(type: string, found: Attributes, state: Attributes): Attributes {
  if (type !== "google_compute_vpn_tunnel") return found;
  const { shared_secret = null, shared_secret_wo_version = null } = state;
  return { ...found, shared_secret, shared_secret_wo_version };
}

function providerConfig(config: Attributes): ProviderConfig {
  const labels = config.default_labels;
  return {
    project: text(config, "project"),
    region: text(config, "region"),
    default_labels: isObject(labels) ? labels : {},
  };
}

function plan(request: RpcRequest, provider: ProviderConfig): object {
  const proposed = fromWire(request.proposed_new_state);
  if (!proposed) return { planned_state: request.proposed_new_state };
  const change = {
    type: request.type_name,
    prior: fromWire(request.prior_state),
    proposed,
    config: fromWire(request.config) ?? {},
  };
  const { planned, replacedBy } = planChange(change, provider);
  return {
    planned_state: toWire(planned),
    requires_replace: replacedBy.map((name) => ({ steps: [{ attribute_name: name }] })),
    legacy_type_system: true,
  };
}

function apply(cloud: Cloud, request: RpcRequest, provider: ProviderConfig): object {
  const { type_name: type } = request;
  const prior = fromWire(request.prior_state);
  const planned = fromWire(request.planned_state);
  const config = fromWire(request.config) ?? {};
  try {
    if (!planned) {
      if (prior) remove(cloud, type, prior);
      return { new_state: toWire(null) };
    }
    const secret = text(config, "shared_secret_wo") || text(config, "shared_secret");
    const state = prior
      ? update(cloud, type, planned)
      : create(cloud, { type, planned: inScope(planned, provider), secret });
    return { new_state: toWire(state), legacy_type_system: true };
  } catch (error) {
    return {
      new_state: toWire(prior),
      diagnostics: [diagnostic(error instanceof Error ? error.message : String(error))],
      legacy_type_system: true,
    };
  }
}

/** The attributes with the provider's project and region where they have none of their own. */
function inScope(attributes: Attributes, provider: ProviderConfig): Attributes {
  const scoped = { ...attributes };
  for (const name of ["project", "region"] as const) {
    if (!(name in scoped) || text(scoped, name) !== "") continue;
    if (provider[name] === "") throw new Error(`${name}: required field is not set`);
    scoped[name] = provider[name];
  }
  return scoped;
}

function readData(cloud: Cloud, type: string, config: Attributes): object {
  const name = text(config, "name");
  const network = { id: pathOf(type, config), self_link: linkTo(type, name, config) };
  const known: Attributes | undefined =
    type === "google_compute_network" ? network : find(cloud, type, { reference: name, from: config });
  if (!known) return { diagnostics: [diagnostic(`${nounOf(type)} ${name} not found`)] };
  const attributes = Object.keys(dataSourceBlock(type).attributes ?? {});
  const values = attributes.map((attribute) => [attribute, config[attribute] ?? known[attribute] ?? null]);
  return { state: toWire(Object.fromEntries(values)) };
}

function openSecret(cloud: Cloud, config: Attributes, provider: ProviderConfig): object {
  const project = text(config, "project") || provider.project;
  const secret = text(config, "secret");
  const path = secret.includes("/") ? secret : `projects/${project}/secrets/${secret}`;
  const versions = [...cloud.secrets.keys()].filter((key) => key.startsWith(`${path}/versions/`));
  const wanted = text(config, "version");
  const name =
    wanted === "" || wanted === "latest" ? (versions.at(-1) ?? path) : `${path}/versions/${wanted}`;
  const data = cloud.bridge ? secretText(cloud.bridge, name) : cloud.secrets.get(name);
  if (data === undefined) {
    return { diagnostics: [diagnostic(`Error retrieving secret version: googleapi: Error 404: ${name}`)] };
  }
  const times = { create_time: "2026-01-01T00:00:00Z", destroy_time: null, enabled: true };
  return { result: toWire({ ...config, ...times, project, name, secret_data: data }) };
}
