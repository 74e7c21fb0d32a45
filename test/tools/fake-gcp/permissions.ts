/**
 * Which permissions a call needs, and how it is refused without them.
 * https://cloud.google.com/compute/docs/reference/rest/v1 has them with each method; where it leaves one open, it is needed.
 */
import { type Reply, refusal } from "./reply.ts";

/** Permissions by project. */
export type Grants = ReadonlyMap<string, ReadonlySet<string>>;

interface Needed {
  readonly permission: string;
  /** Path behind `projects/`. */
  readonly resource: string;
}

interface Request {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The answer where a permission is missing. */
export function denied(grants: Grants, request: Request): Reply | undefined {
  const has = ({ permission, resource }: Needed) =>
    grants.get(resource.split("/")[0] ?? "")?.has(permission) ?? false;
  const missing = neededFor(request).find((needed) => !has(needed));
  if (!missing) return undefined;
  const { permission, resource } = missing;
  // https://cloud.google.com/secret-manager/docs/troubleshoot
  if (permission.startsWith("secretmanager."))
    return {
      status: 403,
      body: {
        error: {
          code: 403,
          message: `Permission '${permission}' denied for resource 'projects/${resource}' (or it may not exist).`,
          status: "PERMISSION_DENIED",
        },
      },
    };
  // https://cloud.google.com/compute/docs/troubleshooting/troubleshooting-vms
  return refusal(403, "forbidden", `Required '${permission}' permission for 'projects/${resource}'`);
}

/** Throws for a path that it does not know. */
export function neededFor({ method, path, body }: Request): Needed[] {
  const compute = /^\/compute\/(?:v1|beta)\/projects\/(.+)$/.exec(path)?.[1];
  if (compute !== undefined) return onCompute(method, decodeURIComponent(compute), body);
  const secret = /^\/v1\/projects\/([^/:]+\/secrets.*)$/.exec(path)?.[1];
  if (secret !== undefined) return [onSecrets(method, secret)];
  const [, project, rest = ""] = /^\/v\d\/projects\/([^/:]+)(.*)$/.exec(path) ?? [];
  if (project === undefined) throw new Error(`the fake does not know what ${method} ${path} needs`);
  // https://cloud.google.com/iam/docs/testing-permissions: whoever asks may ask.
  if (rest === ":testIamPermissions") return [];
  const permission = rest.startsWith("/services")
    ? "serviceusage.services.list"
    : /^(\/policies|:.*OrgPolicy)/.test(rest)
      ? "orgpolicy.policy.get"
      : "resourcemanager.projects.get";
  return [{ permission, resource: project }];
}

/** Verbs of methods that another verb's permission covers. */
const verbs: Readonly<Record<string, string>> = { getRouterStatus: "get", getStatus: "get", wait: "get" };

function onCompute(method: string, path: string, body: Request["body"]): Needed[] {
  const [, project, scope = "", collection, name, verb] =
    /^([^/]+)\/(global|aggregated|regions\/[^/]+)\/(\w+)(?:\/([^/]+))?(?:\/(\w+))?$/.exec(path) ?? [];
  if (project === undefined || collection === undefined)
    return [{ permission: ofPlace(path), resource: path }];
  const kind =
    collection === "operations" ? (scope === "global" ? "globalOperations" : "regionOperations") : collection;
  const resource =
    name === undefined && method === "POST"
      ? `${path}/${body.name}`
      : path.replace(/\/\w+$/, (end) => (verb ? "" : end));
  const action = verb ? (verbs[verb] ?? verb) : actionOf(method, name);
  const own = { permission: `compute.${kind}.${action}`, resource };
  const changes = ["create", "update", "delete"].includes(action);
  return [own, ...(changes ? besideChange({ action, kind, project, resource, body }) : [])];
}

/** Of a region, or of the project. */
function ofPlace(path: string): string {
  return path.includes("/regions") ? "compute.regions.get" : "compute.projects.get";
}

function actionOf(method: string, name: string | undefined): string {
  if (method === "GET") return name === undefined ? "list" : "get";
  return { POST: "create", DELETE: "delete" }[method] ?? "update";
}

interface Change {
  readonly action: string;
  readonly kind: string;
  readonly project: string;
  readonly resource: string;
  readonly body: Request["body"];
}

/**
 * https://cloud.google.com/compute/docs/reference/rest/v1/vpnTunnels/insert
 * https://cloud.google.com/compute/docs/reference/rest/v1/firewalls/insert
 * https://cloud.google.com/compute/docs/reference/rest/v1/routers/insert
 */
function besideChange({ action, kind, project, resource, body }: Change): Needed[] {
  const labels =
    action === "create" && Object.keys(body.labels ?? {}).length > 0
      ? [{ permission: `compute.${kind}.setLabels`, resource }]
      : [];
  const network = String(body.network ?? "");
  const policy =
    kind === "firewalls" || kind === "routers"
      ? [{ permission: "compute.networks.updatePolicy", resource: network ? pathOf(network) : project }]
      : [];
  const used = { vpnGateway: "vpnGateways", peerExternalGateway: "externalVpnGateways", router: "routers" };
  const uses = Object.entries(used).flatMap(([field, of]) =>
    kind === "vpnTunnels" && body[field] !== undefined
      ? [{ permission: `compute.${of}.use`, resource: pathOf(String(body[field])) }]
      : [],
  );
  return [...labels, ...policy, ...uses];
}

function pathOf(link: string): string {
  return link.replace(/^.*?projects\//, "");
}

/** https://cloud.google.com/secret-manager/docs/access-control */
function onSecrets(method: string, path: string): Needed {
  const [, secret, versions, version, verb] =
    /^[^/]+\/secrets(?:\/([^/:]+))?(\/versions(?:\/([^/:]+))?)?(?::(\w+))?$/.exec(path) ?? [];
  const resource = path.replace(/:\w+$/, "");
  if (verb === "addVersion") return { permission: "secretmanager.versions.add", resource };
  if (versions === undefined)
    return { permission: `secretmanager.secrets.${actionOf(method, secret)}`, resource };
  const action = verb ?? (version === undefined ? "list" : "get");
  return { permission: `secretmanager.versions.${action}`, resource };
}
