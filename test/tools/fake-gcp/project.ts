/** What Google Cloud says of a whole project: enabled APIs, quotas, and the organization policy on VPN peers. */
import { notFound, ok, type Reply, refusal } from "./reply.ts";
import { all, type Resources } from "./resources.ts";

export interface ProjectState {
  /** Names of the enabled APIs, in every project. */
  readonly apis: Set<string>;
  /** Limits of quotas. */
  readonly limits: Map<string, number>;
  /** Rules of the effective policy; empty where nothing is restricted. */
  rules: readonly object[];
}

export function newProject(): ProjectState {
  return {
    apis: new Set([
      "compute.googleapis.com",
      "secretmanager.googleapis.com",
      "iamcredentials.googleapis.com",
    ]),
    limits: new Map(Object.keys(collections).map((metric) => [metric, 40])),
    rules: [],
  };
}

/** What counts towards each quota; https://docs.cloud.google.com/network-connectivity/docs/vpn/quotas */
const collections: Readonly<Record<string, string>> = {
  VPN_TUNNELS: "vpnTunnels",
  VPN_GATEWAYS: "vpnGateways",
  EXTERNAL_VPN_GATEWAYS: "externalVpnGateways",
  ROUTERS: "routers",
};

/** As the Compute API answers them: numbers with usage. */
export function quotasOf({ limits }: ProjectState, resources: Resources) {
  return [...limits].map(([metric, limit]) => ({
    metric,
    limit,
    usage: all(resources, collections[metric] ?? "").length,
  }));
}

/** Service Usage v1 and Organization Policy v2; undefined for any other path. */
export function answerProjectApis(state: ProjectState, method: string, path: string): Reply | undefined {
  if (method !== "GET") return undefined;
  const services = /^\/v1\/projects\/([^/]+)\/services$/.exec(path)?.[1];
  if (services !== undefined)
    return ok({
      services: [...state.apis].map((name) => ({
        name: `projects/428010101010/services/${name}`,
        config: { name },
        state: "ENABLED",
      })),
    });
  const [, project, policy] =
    /^\/v2\/projects\/([^/]+)\/policies\/([^:]+):getEffectivePolicy$/.exec(path) ?? [];
  if (project === undefined || policy === undefined) return undefined;
  if (policy !== "compute.restrictVpnPeerIPs") return notFound(path);
  // A constraint that nobody has set allows everything, by default.
  // https://docs.cloud.google.com/resource-manager/docs/reference/orgpolicy/rest/v2/projects.policies/getEffectivePolicy
  const rules = state.rules.length === 0 ? [{ allowAll: true }] : state.rules;
  return ok({ name: `projects/${project}/policies/${policy}`, spec: { rules } });
}

/** An API that is off answers this to every call. */
export function switchedOff({ apis }: ProjectState, api: string, project: string): Reply | undefined {
  if (apis.has(api)) return undefined;
  const message = `${api} has not been used in project ${project} before or it is disabled.`;
  return refusal(403, "accessNotConfigured", message);
}
