/**
 * Both clouds in the test's own process, on one wire: a tunnel is up only while both of its ends agree. Every call
 * to any of them is a tick of their clock, in which things begin, go on and are over.
 */

import path from "node:path";
import type { Topology, TunnelId } from "../../../src/topology/topology.ts";
import { existingResources, seed } from "../expected-compute.ts";
import { announcedOver } from "../fake-aws/announced.ts";
import { Refusal } from "../fake-aws/query.ts";
import { storeSecret } from "../fake-aws/secrets-manager.ts";
import { advanceStacks } from "../fake-aws/stack-operations.ts";
import { isChange, startFakeAws } from "../fake-aws/start.ts";
import type { AwsState, AwsTunnel, Pace, VpnConnection } from "../fake-aws/state.ts";
import { isModifying } from "../fake-aws/vpn.ts";
import type { Grants } from "../fake-gcp/permissions.ts";
import { refusal as googleRefusal } from "../fake-gcp/reply.ts";
import { pathOf, type VpnTunnel } from "../fake-gcp/resources.ts";
import { type FakeGcp, startFakeGcp } from "../fake-gcp/start.ts";
import type { Link } from "../fake-gcp/tunnels.ts";
import { startFakeGoogle } from "../fake-google/start.ts";
import { newAws } from "./ground.ts";
import { keepHeld } from "./keep.ts";
import { agreedOn, type Disagreement, pair } from "./wire.ts";

export interface WorldCall {
  readonly number: number;
  readonly cloud: "aws" | "gcp";
  /** AWS's operation, or Google's method and path behind the project. */
  readonly operation: string;
  readonly mutates: boolean;
  readonly refused: boolean;
}

/** What is answered instead. `late` faults come after the call has had its effect. */
export interface Fault {
  readonly code: "throttled" | "broken" | "denied" | "unauthorized";
  readonly late?: boolean;
}

/** How things stood from a call on. */
export interface Moment {
  readonly call: number;
  /** Inside CIDRs of the tunnels that both clouds use. */
  readonly up: readonly string[];
  /** Those that AWS is modifying, seen or not. */
  readonly modifying: readonly string[];
}

/** What tests may set at any time. */
interface Controls {
  /** Asked before each call. */
  fault: (call: Pick<WorldCall, "number" | "cloud" | "operation" | "mutates">) => Fault | undefined;
  /** Told of each call once it had its effect, before it is answered. */
  seen: (call: WorldCall) => void;
  /** Inside CIDRs of tunnels that never come up, whatever their ends say. */
  readonly broken: Set<string>;
  /** Inside CIDRs of tunnels whose session stands, where something else than the ends' words decides that. */
  standing: (() => ReadonlySet<string>) | undefined;
  /** What the caller may do on Google Cloud; all where undefined. On AWS the state has the policies. */
  grants: Grants | undefined;
}

export interface World extends Controls {
  readonly aws: AwsState;
  readonly google: FakeGcp;
  /** What points the CLIs here: to AWS with credentials of an account, to Google Cloud. */
  readonly awsEnv: (account?: string) => Readonly<Record<string, string>>;
  readonly googleEnv: Readonly<Record<string, string>>;
  /** What points terraform here; nothing unless it was asked for. */
  readonly terraformEnv: Readonly<Record<string, string>>;
  readonly calls: WorldCall[];
  readonly history: Moment[];
  /** By inside CIDR. */
  disagreements(): Map<string, readonly Disagreement[]>;
  /** Puts a key for each tunnel into both stores: `keyOf`, as version 1. */
  storeKeys(): void;
  /** Keeps what both clouds hold; what it returns brings that back, as often as it is called. */
  keep(): () => void;
  /** Lets some ticks pass. */
  wait(ticks: number): void;
  stop(): Promise<void>;
}

export interface WorldOptions {
  readonly seed?: number;
  readonly pace?: Partial<Pace>;
  /** How often Google's operations are polled until they are done, where every other call counts as a poll; 2 where absent. */
  readonly operationPolls?: number;
  /** Whether the google provider for terraform comes too, which needs the packages of test/tools. */
  readonly terraform?: boolean;
}

const pace: Pace = { late: 2, modifying: 4, back: 2, up: 3, stack: 2 };

/** The key of a tunnel that `storeKeys` makes. */
export function keyOf(tunnel: TunnelId, version = 1): string {
  return `Canary.${tunnel}.${version}_${"x".repeat(20)}`;
}

/** A world that holds what a VPN finds there. The caller must await `stop`. */
export async function startWorld(topology: Topology, options: WorldOptions = {}): Promise<World> {
  let now = 0;
  /** By outside address. */
  const since = new Map<string, number>();
  const aws = newAws(topology, {
    now: () => now,
    seed: options.seed ?? 1,
    pace: { ...pace, ...options.pace },
  });
  const controls: Controls = {
    fault: () => undefined,
    seen: () => undefined,
    broken: new Set(),
    standing: undefined,
    grants: undefined,
  };
  const calls: WorldCall[] = [];
  const history: Moment[] = [];
  const tunnels = () =>
    [...aws.connections.values()].flatMap((connection) =>
      connection.tunnels.map((tunnel) => ({ connection, tunnel })),
    );
  let google: FakeGcp;

  function tick(): void {
    now += 1;
    advanceStacks(aws);
    // Operations go on whether anybody asks for them or not.
    for (const operation of google.compute.operations.values())
      operation.pollsLeft = Math.max(0, operation.pollsLeft - 1);
    look();
  }
  /** Notes since when each tunnel has been up. */
  function look(): void {
    const standing = controls.standing?.();
    for (const { connection, tunnel } of tunnels()) {
      const agreed = isJoined(connection, tunnel) && disagreementsOf(connection, tunnel).length === 0;
      const up = standing?.has(tunnel.insideCidr) ?? agreed;
      const id = tunnel.outsideAddress;
      if (!up) since.delete(id);
      else if (!since.has(id)) since.set(id, now);
    }
    const up = tunnels().flatMap(({ tunnel }) => {
      const from = since.get(tunnel.outsideAddress);
      return from !== undefined && now - from >= aws.pace.up ? [tunnel.insideCidr] : [];
    });
    const modifying = tunnels().flatMap(({ tunnel }) =>
      isModifying(aws, tunnel) ? [tunnel.insideCidr] : [],
    );
    history.push({ call: calls.length, up: up.sort(), modifying: modifying.sort() });
  }
  function isJoined({ state }: VpnConnection, { modification, insideCidr }: AwsTunnel): boolean {
    const away = modification !== undefined && now < modification.back;
    return state === "available" && !away && !controls.broken.has(insideCidr);
  }
  function disagreementsOf(connection: VpnConnection, tunnel: AwsTunnel): readonly Disagreement[] {
    return pair(aws, google.compute, { connection, tunnel }).disagreements;
  }
  /** How Google Cloud sees one of its tunnels. */
  function wire(tunnel: VpnTunnel): Link | undefined {
    const at = tunnels()
      .map((one) => ({ ...one, ...pair(aws, google.compute, one) }))
      .find((one) => one.google && pathOf(one.google.selfLink) === pathOf(tunnel.selfLink));
    if (!at || !isJoined(at.connection, at.tunnel)) return undefined;
    const wrong = at.disagreements;
    if (wrong.includes("absent") || wrong.includes("outside")) return undefined;
    if (wrong.includes("suite") || wrong.includes("ike"))
      return { status: "NEGOTIATION_FAILURE", learned: undefined };
    if (wrong.includes("key")) return { status: "AUTHORIZATION_ERROR", learned: undefined };
    const from = since.get(at.tunnel.outsideAddress);
    const learned = from !== undefined && now - from >= aws.pace.up;
    return { learned: learned ? announcedOver(aws, at.connection) : undefined };
  }
  function begin(cloud: "aws" | "gcp", operation: string, mutates: boolean): Fault | undefined {
    tick();
    return controls.fault({ number: calls.length + 1, cloud, operation, mutates });
  }
  function end(call: Omit<WorldCall, "number">): void {
    const known = { ...call, number: calls.length + 1 };
    calls.push(known);
    look();
    controls.seen(known);
  }

  aws.upSince = ({ outsideAddress }) => since.get(outsideAddress);
  aws.agreed = (tunnel) => {
    const connection = [...aws.connections.values()].find(({ tunnels }) => tunnels.includes(tunnel));
    const end = connection && pair(aws, google.compute, { connection, tunnel }).google;
    return end ? agreedOn(tunnel.options, end) : {};
  };
  aws.announced = () => google.compute.subnets;
  let lateAws: Fault | undefined;
  const served = await startFakeAws(aws, {
    before: (operation) => {
      const fault = begin("aws", operation, isChange(operation));
      lateAws = fault?.late ? fault : undefined;
      return fault && !fault.late ? awsRefusal(fault) : undefined;
    },
    after: ({ operation, mutates, refused }) => {
      end({ cloud: "aws", operation, mutates, refused: refused !== "" });
      return lateAws && awsRefusal(lateAws);
    },
  });
  let lateGoogle: Fault | undefined;
  google = await startFakeGcp({
    project: topology.gcp.project,
    networks: [topology.gcp.network],
    subnets: topology.gcp.cidrs,
    vaultProject: topology.keys.gcpProject,
    operationPolls: options.operationPolls ?? 2,
    grants: () => controls.grants,
    wire,
    fault: (method, path) => {
      const mutates = method !== "GET" && !path.includes("/operations/");
      const fault = begin("gcp", `${method} ${path}`, mutates);
      lateGoogle = fault?.late ? fault : undefined;
      return fault && !fault.late ? googleReply(fault) : undefined;
    },
    answered: ({ method, path, mutates, status }, reply) => {
      end({ cloud: "gcp", operation: `${method} ${path}`, mutates, refused: status >= 400 });
      return lateGoogle ? googleReply(lateGoogle) : reply;
    },
  });
  await seed(google, existingResources(topology));
  for (const operation of google.compute.operations.values()) operation.pollsLeft = 0;
  const provider = options.terraform ? await startProvider(google, topology) : undefined;
  calls.length = 0;
  history.length = 0;
  return Object.assign(controls, {
    aws,
    google,
    awsEnv: served.env,
    googleEnv: google.env,
    terraformEnv: provider?.env ?? {},
    calls,
    history,
    disagreements: () =>
      new Map(
        tunnels().map(({ connection, tunnel }) => [tunnel.insideCidr, disagreementsOf(connection, tunnel)]),
      ),
    storeKeys() {
      for (const { id, awsSecret, gcpSecret } of topology.tunnels) {
        storeSecret(aws.secrets, awsSecret, keyOf(id));
        google.vault.set(gcpSecret, [{ text: keyOf(id), state: "ENABLED" }]);
      }
    },
    keep: () =>
      keepHeld([
        aws,
        google.compute,
        { vault: google.vault, others: google.otherVaults },
        provider?.memory ?? {},
      ]),
    wait: (ticks: number) => {
      for (let at = 0; at < ticks; at += 1) tick();
    },
    async stop() {
      provider?.stop();
      await Promise.all([served.stop(), google.stop()]);
    },
  });
}

/** The google provider, which finds the gateway and router that exist already. */
async function startProvider(google: FakeGcp, { gcp }: Topology) {
  const { project, region, network } = gcp;
  const provider = await startFakeGoogle({ project, region, bridge: google.request });
  const place = { project, region, network };
  if (gcp.router.existing)
    provider.create("google_compute_router", { ...place, name: gcp.router.name, bgp: [{ asn: gcp.asn }] });
  if (gcp.gateway.existing)
    provider.create("google_compute_ha_vpn_gateway", { ...place, name: gcp.gateway.name });
  const configuration = path.join(import.meta.dirname, "../fake-provider/terraform.rc");
  const env = {
    ...provider.env,
    GOOGLE_OAUTH_ACCESS_TOKEN: "test",
    TF_CLI_CONFIG_FILE: configuration,
    CHECKPOINT_DISABLE: "1",
  };
  return { env, stop: provider.stop, memory: provider.memory };
}

function awsRefusal({ code }: Fault): Refusal {
  if (code === "throttled") return new Refusal("RequestLimitExceeded", "Request limit exceeded.");
  // EC2's word, also for a dry run.
  if (code === "unauthorized")
    return new Refusal("UnauthorizedOperation", "You are not authorized to perform this operation.");
  if (code === "denied") return new Refusal("AccessDeniedException", "You are not authorized to do this.");
  return new Refusal("InternalFailure", "An internal error has occurred");
}

function googleReply({ code }: Fault) {
  if (code === "throttled") return googleRefusal(429, "rateLimitExceeded", "Rate Limit Exceeded");
  if (code === "denied") return googleRefusal(403, "forbidden", "Required permission is missing.");
  return googleRefusal(500, "backendError", "Internal error. Please try again or contact Google Support.");
}
