/**
 * A Compute Engine API for HA VPN: resources with the cloud's own checks and operations that take a
 * number of polls. An operation's effect is there at once, but its resource is not ready before the
 * operation is done, so a caller that does not wait is refused as in the cloud.
 */
import * as checks from "./checks.ts";
import { listFilter } from "./list-filter.ts";
import { notReady, type Operation, poll, startOperation } from "./operations.ts";
import { type ProjectState, quotasOf } from "./project.ts";
import { invalid, notFound, ok, type Reply, refusal } from "./reply.ts";
import type { Resource, VpnTunnel } from "./resources.ts";
import { pathOf } from "./resources.ts";
import { checkRouter, checkRouterPatch, routerStatus, storedRouter } from "./routers.ts";
import { withoutDefaults } from "./sparse.ts";
import { checkVpnTunnel, gatewayStatus, storedTunnel, tunnelStatus, type Wire } from "./tunnels.ts";

export interface ComputeState {
  readonly url: string;
  readonly resources: Map<string, Resource>;
  /** Pre-shared keys that tunnels were made with, by the tunnel's path; the latest comes last. */
  readonly secrets: Map<string, string[]>;
  readonly operations: Map<string, Operation>;
  operationPolls: number;
  readonly wire: Wire;
  /** Ranges of the networks' subnets. */
  readonly subnets: string[];
  /** Whether answers leave out what has its default value. */
  readonly sparse: boolean;
  readonly project: ProjectState;
}

export interface ComputeRequest {
  readonly method: string;
  /** Behind `/projects/`: `demo/regions/asia-northeast1/routers/core/getRouterStatus`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Partial<Resource>;
}

/** Where a request points to. */
interface Place {
  readonly project: string;
  /** `global` or `regions/R`. */
  readonly scope: string;
  readonly collection: string;
  /** The resource's key, or the collection's where the path names no resource. */
  readonly key: string;
  readonly name: string | undefined;
  readonly verb: string | undefined;
}

/** What Compute can patch; gateways and tunnels are for ever as they were made. */
const patchable = ["routers", "firewalls"];
const scopes: Readonly<Record<string, "global" | "regions">> = {
  networks: "global",
  externalVpnGateways: "global",
  firewalls: "global",
  routes: "global",
  vpnGateways: "regions",
  routers: "regions",
  vpnTunnels: "regions",
};

export function answerCompute(state: ComputeState, request: ComputeRequest): Reply {
  const place = locate(request.path);
  if (!place) return answerProject(state, request);
  const { collection, key, name, verb } = place;
  if (collection === "operations") return poll(state, key);
  const scope = scopes[collection];
  if (!scope || !["aggregated", scope].includes(place.scope.replace(/\/.*/, "")))
    return notFound(request.path);
  if (name === undefined)
    return request.method === "POST" ? insert(state, place, request.body) : list(state, place, request.query);
  const resource = state.resources.get(key);
  if (!resource) return notFound(key);
  if (request.method === "GET") return verb ? statusOf(state, place, resource) : ok(shown(state, resource));
  const busy = notReady(state, [key, ...links(request.body)]);
  if (busy) return busy;
  if (verb === "setLabels") return setLabels(state, key, request.body);
  if (request.method === "PATCH" && patchable.includes(collection)) return patch(state, place, request.body);
  if (request.method === "DELETE") return remove(state, key);
  return refusal(405, "httpMethodNotAllowed", `${request.method} is not supported for ${collection}.`);
}

function locate(path: string): Place | undefined {
  const [, project, scope, collection, name, verb] =
    /^([^/]+)\/(global|aggregated|regions\/[^/]+)\/(\w+)(?:\/([^/]+))?(?:\/(\w+))?$/.exec(path) ?? [];
  if (!project || !scope || !collection) return undefined;
  const key = [project, scope, collection, ...(name === undefined ? [] : [name])].join("/");
  return { project, scope, collection, key, name, verb };
}

function answerProject({ url, project: state, resources }: ComputeState, { path }: ComputeRequest): Reply {
  const [project = "", , region] = path.split("/");
  const selfLink = `${url}/compute/v1/projects/${path}`;
  return ok(
    region
      ? { kind: "compute#region", name: region, status: "UP", selfLink }
      : { name: project, selfLink, quotas: quotasOf(state, resources) },
  );
}

function insert(state: ComputeState, place: Place, body: Partial<Resource>): Reply {
  const path = `${place.key}/${body.name}`;
  if (state.resources.has(path))
    return refusal(409, "alreadyExists", `The resource 'projects/${path}' already exists`);
  const resource: Resource = {
    kind: `compute#${place.collection.slice(0, -1)}`,
    id: String(7_000_000_000 + state.operations.size),
    creationTimestamp: "2026-01-01T00:00:00.000-08:00",
    ...body,
    ...(place.scope === "global"
      ? {}
      : { region: `${state.url}/compute/v1/projects/${place.project}/${place.scope}` }),
    name: body.name ?? "",
    selfLink: `${state.url}/compute/v1/projects/${path}`,
    labelFingerprint: fingerprint(body.labels),
  } as Resource;
  const refused =
    checks.checkName(resource) ??
    checks.checkLabels(resource.labels) ??
    notReady(state, links(body)) ??
    check(place.collection, { resource, path, resources: state.resources });
  if (refused) return refused;
  const { sharedSecret } = resource as VpnTunnel;
  if (sharedSecret !== undefined) state.secrets.set(path, [...(state.secrets.get(path) ?? []), sharedSecret]);
  state.resources.set(path, stored(state, place.collection, resource));
  return startOperation(state, "insert", path);
}

function check(collection: string, proposal: checks.Proposal<Resource>): Reply | undefined {
  if (collection === "vpnGateways") return checks.checkVpnGateway(proposal);
  if (collection === "externalVpnGateways") return checks.checkExternalVpnGateway(proposal);
  if (collection === "routers") return checkRouter(proposal);
  if (collection === "vpnTunnels") return checkVpnTunnel(proposal);
  if (collection === "firewalls") return checks.checkFirewall(proposal);
  return undefined;
}

const firewallDefaults = { direction: "INGRESS", priority: 1000, disabled: false };

/** What the cloud keeps of a resource that passed. Interface 1 comes first: no page promises an order. */
function stored(state: ComputeState, collection: string, resource: Resource): Resource {
  if (collection === "routers") return storedRouter(resource);
  if (collection === "firewalls") return { ...firewallDefaults, ...resource };
  if (collection === "vpnTunnels") return storedTunnel(resource, state.resources);
  if (collection !== "vpnGateways") return resource;
  const made = state.operations.size;
  const vpnInterfaces = [1, 0].map((id) => ({
    id,
    ipAddress: `${id ? "35.220" : "34.157"}.${made % 256}.10`,
  }));
  return { ...resource, vpnInterfaces } as Resource;
}

function shown(state: ComputeState, resource: Resource): unknown {
  const whole = resource.selfLink.includes("/vpnTunnels/")
    ? { ...resource, ...tunnelStatus(state.wire(resource)) }
    : resource;
  return state.sparse ? withoutDefaults(whole) : whole;
}

function statusOf(state: ComputeState, { collection, verb }: Place, resource: Resource): Reply {
  const asked = `${collection}.${verb}`;
  if (asked === "routers.getRouterStatus") return ok(routerStatus(resource, state));
  if (asked === "vpnGateways.getStatus") return ok(gatewayStatus(resource, state.resources));
  return notFound(asked);
}

/** Answers the list of one scope, or the aggregated list of all. */
function list(state: ComputeState, { project, scope, collection }: Place, query: URLSearchParams): Reply {
  const filter = listFilter(query.get("filter") ?? "");
  if (!filter) return invalid("filter", `'${query.get("filter")}' is not understood by this fake.`);
  const found = [...state.resources].flatMap(([path, resource]) => {
    const place = locate(path);
    const fits = place?.project === project && place.collection === collection && filter(resource);
    return place && fits ? [{ scope: place.scope, resource: shown(state, resource) }] : [];
  });
  const kind = `compute#${collection.slice(0, -1)}${scope === "aggregated" ? "Aggregated" : ""}List`;
  const within = (where: string) =>
    found.filter((item) => item.scope === where).map(({ resource }) => resource);
  if (scope !== "aggregated") return ok({ kind, items: within(scope) });
  const places = [...new Set(found.map((item) => item.scope))];
  return ok({
    kind,
    items: Object.fromEntries(places.map((where) => [where, { [collection]: within(where) }])),
  });
}

function patch(state: ComputeState, { key, collection }: Place, body: Partial<Resource>): Reply {
  const before = state.resources.get(key) as Resource;
  const after = { ...before, ...body, name: before.name, selfLink: before.selfLink };
  const refused =
    (collection === "routers" ? checkRouterPatch(before, after) : undefined) ??
    check(collection, { resource: after, path: key, resources: state.resources });
  if (refused) return refused;
  state.resources.set(key, stored(state, collection, after));
  return startOperation(state, "patch", key);
}

function setLabels(state: ComputeState, key: string, { labels, labelFingerprint }: Partial<Resource>): Reply {
  const resource = state.resources.get(key) as Resource;
  if (labelFingerprint !== resource.labelFingerprint)
    return refusal(
      412,
      "conditionNotMet",
      "Labels fingerprint either invalid or resource labels have changed",
    );
  const refused = checks.checkLabels(labels);
  if (refused) return refused;
  state.resources.set(key, { ...resource, labels: labels ?? {}, labelFingerprint: fingerprint(labels) });
  return startOperation(state, "setLabels", key);
}

/** Nothing is deleted that another resource refers to: a tunnel goes after its router's interface. */
function remove(state: ComputeState, key: string): Reply {
  const user = [...state.resources].find(([path, other]) => path !== key && links(other).includes(key))?.[0];
  if (user)
    return refusal(
      400,
      "resourceInUseByAnotherResource",
      `The resource 'projects/${key}' is already being used by 'projects/${user}'`,
    );
  state.resources.delete(key);
  return startOperation(state, "delete", key);
}

/** Paths of the resources that a body refers to. */
function links(body: unknown): readonly string[] {
  return [...JSON.stringify(body).matchAll(/"((?:[^"]*\/)?projects\/[^"]+)"/g)].map(([, link = ""]) =>
    pathOf(link),
  );
}

function fingerprint(labels: unknown): string {
  return Buffer.from(JSON.stringify(labels ?? {}))
    .toString("base64")
    .slice(-12);
}
