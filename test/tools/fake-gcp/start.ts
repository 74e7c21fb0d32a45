/** Google Cloud in the test's own process: Compute Engine v1 for HA VPN, and Secret Manager v1, over HTTP. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { received } from "../received.ts";
import { answerCompute, type ComputeState } from "./compute.ts";
import { denied, type Grants } from "./permissions.ts";
import { answerProjectApis, newProject, type ProjectState, switchedOff } from "./project.ts";
import { notFound, type Reply } from "./reply.ts";
import type { Resource, Resources } from "./resources.ts";
import { answerSecretManager, type Vault } from "./secret-manager.ts";
import type { Wire } from "./tunnels.ts";

export interface FakeGcpOptions {
  /** Project of the networks that exist from the start; "media-prod" where absent. Every project is accepted. */
  readonly project?: string;
  /** Networks that exist from the start; "prod" alone where absent. */
  readonly networks?: readonly string[];
  /** Texts of the secrets that exist from the start, by secret id; the first is version 1. */
  readonly vault?: Readonly<Record<string, readonly string[]>>;
  /** The project whose secrets the vault holds; every project's where absent. */
  readonly vaultProject?: string;
  /** How often an operation must be polled until it is done; 0 where absent. */
  readonly operationPolls?: number;
  /** Ranges of the networks' subnets; none where absent. */
  readonly subnets?: readonly string[];
  /** Whether answers leave out what has its default value, as the API may; false where absent. */
  readonly sparse?: boolean;
  /** Which tunnels are up, asked anew on every look; none where absent. */
  readonly wire?: Wire;
  /** What the caller may do, asked anew on every call; all where absent. */
  readonly grants?: () => Grants | undefined;
  /** Answers in the cloud's stead where it returns something; `path` is without the query. */
  readonly fault?: (method: string, path: string) => Reply | undefined;
  /** Sees each call once it has had its effect, and what will be answered; returns that or another answer. */
  readonly answered?: (call: Call, reply: Reply) => Reply;
}

export interface Call {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
  /** Whether the call asked for a change, granted or not. */
  readonly mutates: boolean;
}

export interface FakeGcp {
  /** Without a slash at the end. */
  readonly url: string;
  /** What points gcloud here, without credentials. */
  readonly env: Readonly<Record<string, string>>;
  /** By path behind `/projects/`, such as `media-prod/regions/asia-northeast1/routers/core`. */
  readonly resources: Resources;
  /** Every call, in order. */
  readonly log: readonly Call[];
  /** Pre-shared keys that each tunnel was made with, by the tunnel's path; the latest comes last. */
  readonly secrets: ReadonlyMap<string, readonly string[]>;
  /** What Secret Manager holds in `vaultProject`. Tests may change it. */
  readonly vault: Vault;
  /** What it holds in other projects, by project. */
  readonly otherVaults: Map<string, Vault>;
  /** Asked before each call, after `fault`; what one returns is answered. Tests may add to them. */
  readonly faults: ((method: string, path: string) => Reply | undefined)[];
  /** What is true of all projects. Tests may change it. */
  readonly project: ProjectState;
  /** What the Compute API works on, for another way to the same cloud. */
  readonly compute: ComputeState;
  /** A call from this process, which is judged and logged as any other; `path` begins with a slash. */
  readonly request: (method: string, path: string, body?: object) => Reply;
  stop(): Promise<void>;
}

/** Starts the fake on a port of 127.0.0.1 that is free. The caller must await `stop`. */
export async function startFakeGcp(options: FakeGcpOptions = {}): Promise<FakeGcp> {
  const { project = "media-prod", networks = ["prod"] } = options;
  const log: Call[] = [];
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: ComputeState = {
    url,
    resources: new Map(networks.map((name) => seededNetwork(url, project, name))),
    secrets: new Map(),
    operations: new Map(),
    operationPolls: options.operationPolls ?? 0,
    wire: options.wire ?? (() => undefined),
    subnets: [...(options.subnets ?? [])],
    sparse: options.sparse ?? false,
    project: newProject(),
  };
  const vault: Vault = new Map(
    Object.entries(options.vault ?? {}).map(([id, texts]) => [
      id,
      texts.map((value) => ({ text: value, state: "ENABLED" })),
    ]),
  );
  const otherVaults = new Map<string, Vault>();
  const vaultOf = (project: string): Vault => {
    if (project === (options.vaultProject ?? project)) return vault;
    const other = otherVaults.get(project) ?? new Map();
    otherVaults.set(project, other);
    return other;
  };
  const faults: FakeGcp["faults"] = [];
  const handle = (method: string, target: string, body: string): Reply => {
    const path = new URL(target, url).pathname;
    const grants = options.grants?.();
    const request = { method, path, body: grants && body.trim() !== "" ? JSON.parse(body) : {} };
    const faulty = [options.fault, ...faults].map((fault) => fault?.(method, path)).find(Boolean);
    const first =
      faulty ?? (grants && denied(grants, request)) ?? answer({ method, target, body }, { state, vaultOf });
    const call = { method, path, status: first.status, mutates: mutates(method, path) };
    log.push(call);
    return options.answered?.(call, first) ?? first;
  };
  server.on("request", async (request, response) => {
    const body = await received(request);
    if (body === undefined) return;
    const reply = handle(request.method ?? "GET", request.url ?? "/", body);
    response.writeHead(reply.status, { "content-type": "application/json" });
    response.end(JSON.stringify(reply.body));
  });
  return {
    url,
    env: {
      CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE: `${url}/compute/v1/`,
      CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER: `${url}/`,
      CLOUDSDK_API_ENDPOINT_OVERRIDES_SERVICEUSAGE: `${url}/`,
      CLOUDSDK_API_ENDPOINT_OVERRIDES_ORGPOLICY: `${url}/`,
      CLOUDSDK_AUTH_DISABLE_CREDENTIALS: "true",
    },
    resources: state.resources,
    log,
    secrets: state.secrets,
    vault,
    otherVaults,
    faults,
    project: state.project,
    compute: state,
    request: (method, path, body) => handle(method, path, body === undefined ? "" : JSON.stringify(body)),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function answer(
  { method, target, body: text }: { method: string; target: string; body: string },
  { state, vaultOf }: { state: ComputeState; vaultOf: (project: string) => Vault },
): Reply {
  const { pathname, searchParams: query } = new URL(target, state.url);
  const body = text.trim() === "" ? {} : JSON.parse(text);
  const compute = /^\/compute\/(?:v1|beta)\/projects\/(.+)$/.exec(pathname)?.[1];
  if (compute !== undefined) {
    const off = switchedOff(state.project, "compute.googleapis.com", compute.replace(/\/.*/, ""));
    if (off) return off;
  }
  if (compute) return answerCompute(state, { method, path: decodeURIComponent(compute), query, body });
  const [, project = "", path] = /^\/v1\/projects\/([^/]+)\/secrets(.*)$/.exec(pathname) ?? [];
  if (path !== undefined) return answerSecretManager(vaultOf(project), { method, path, query, body });
  return answerProjectApis(state.project, method, pathname) ?? notFound(pathname);
}

function mutates(method: string, path: string): boolean {
  return method !== "GET" && !path.includes("/operations/");
}

function seededNetwork(url: string, project: string, name: string): [string, Resource] {
  const path = `${project}/global/networks/${name}`;
  return [path, { name, selfLink: `${url}/compute/v1/projects/${path}` }];
}
