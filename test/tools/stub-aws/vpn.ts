/** Site-to-Site VPN connections: tunnels in any order, modified one at a time, `modifying` after a while. */
import { type Answer, below, type Parameters, Refusal, required } from "../fake-aws/query.ts";

interface StubTunnel {
  readonly insideCidr: string;
  outsideAddress: string;
  /** As answers spell them. */
  options: Record<string, Answer>;
  readonly preSharedKey: string;
  /** Whether it is up while nothing is being changed. */
  reachable: boolean;
  /** Further answers in which it is down. */
  downFor: number;
}

interface StubConnection {
  state: string;
  tunnels: StubTunnel[];
  /** States of the next answers, before `state`. */
  readonly upcoming: string[];
}

/** One accepted modification, and what held when it was asked for. */
interface Modification {
  readonly insideCidr: string;
  /** As the request spells them. */
  readonly options: Readonly<Record<string, string>>;
  /** Inside CIDRs of the tunnels that were up. */
  readonly up: readonly string[];
  /** Connections that were not available. */
  readonly busy: readonly string[];
}

export interface VpnState {
  readonly connections: Map<string, StubConnection>;
  readonly modifications: Modification[];
  /** Answers that still say `available` after a modification, then `modifying`; then answers with the tunnel down. */
  pace: { late: number; modifying: number; down: number };
  /** From 0 to 1. */
  readonly random: () => number;
}

export function describeConnections(vpn: VpnState, parameters: Parameters): Answer {
  const id = required(parameters, "VpnConnectionId.1");
  const connection = connectionOf(vpn, id);
  const state = connection.upcoming.shift() ?? connection.state;
  const tunnels = shuffled(connection.tunnels, vpn.random);
  const answer = {
    vpnConnectionId: id,
    state,
    customerGatewayConfiguration: connection.tunnels.map(({ preSharedKey }) => preSharedKey).join(" "),
    options: {
      tunnelOptionSet: tunnels.map(({ insideCidr, outsideAddress, preSharedKey, options }) => ({
        outsideIpAddress: outsideAddress,
        tunnelInsideCidr: insideCidr,
        preSharedKey,
        ...options,
      })),
    },
    vgwTelemetry: shuffled(connection.tunnels, vpn.random).map((tunnel) => ({
      outsideIpAddress: tunnel.outsideAddress,
      status: state === "available" && isUp(tunnel) ? "UP" : "DOWN",
      acceptedRouteCount: state === "available" && isUp(tunnel) ? 1 : 0,
    })),
  };
  if (state === "available" && connection.upcoming.length === 0)
    for (const tunnel of connection.tunnels) tunnel.downFor = Math.max(0, tunnel.downFor - 1);
  return { vpnConnectionSet: [answer] };
}

export function modifyTunnel(vpn: VpnState, parameters: Parameters): Answer {
  const id = required(parameters, "VpnConnectionId");
  const connection = connectionOf(vpn, id);
  const address = required(parameters, "VpnTunnelOutsideIpAddress");
  const tunnel = connection.tunnels.find(({ outsideAddress }) => outsideAddress === address);
  if (!tunnel) throw new Refusal("InvalidParameterValue", `${id} has no tunnel ${address}`);
  const busy = [...vpn.connections].filter(([, each]) => isBusy(each)).map(([each]) => each);
  if (busy.includes(id)) throw new Refusal("IncorrectState", `${id} is being modified`);
  if (parameters.get("DryRun") === "true")
    throw new Refusal("DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
  const options = below(parameters, "TunnelOptions");
  const everyTunnel = [...vpn.connections.values()].flatMap(({ tunnels }) => tunnels);
  vpn.modifications.push({
    insideCidr: tunnel.insideCidr,
    options: Object.fromEntries(options),
    up: everyTunnel.filter(isUp).map(({ insideCidr }) => insideCidr),
    busy,
  });
  tunnel.options = { ...tunnel.options, ...answered(options) };
  const { late, modifying, down } = vpn.pace;
  connection.upcoming.push(...times(late, "available"), ...times(modifying, "modifying"));
  tunnel.downFor = down;
  return { vpnConnection: { vpnConnectionId: id, state: "modifying", ...secretsOf(connection) } };
}

/** The real answer holds the keys too, so a script that prints it whole is caught. */
function secretsOf({ tunnels }: StubConnection) {
  return { customerGatewayConfiguration: tunnels.map(({ preSharedKey }) => preSharedKey).join(" ") };
}

function connectionOf(vpn: VpnState, id: string): StubConnection {
  const connection = vpn.connections.get(id);
  if (!connection) throw new Refusal("InvalidVpnConnectionID.NotFound", `${id} does not exist`);
  return connection;
}

function isUp({ reachable, downFor }: StubTunnel): boolean {
  return reachable && downFor === 0;
}

function isBusy({ state, upcoming }: StubConnection): boolean {
  return state !== "available" || upcoming.length > 0;
}

/** Options as answers spell them, from the parameters of a request. */
function answered(options: Parameters): Record<string, Answer> {
  const result: Record<string, Answer> = {};
  const logs = below(options, "LogOptions.CloudWatchLogOptions");
  for (const [name, value] of options) {
    const [head = "", , last] = name.split(".");
    if (last === "Value") result[`${lowerFirst(head)}Set`] = [{ value }];
    else if (head !== "LogOptions") result[lowerFirst(head)] = value;
  }
  if (logs.size > 0) {
    const members = [...logs].map(([name, value]) => [lowerFirst(name), value] as const);
    result.logOptions = { cloudWatchLogOptions: Object.fromEntries(members) };
  }
  return result;
}

/** `IKEVersion` is `ikeVersion` in answers, `DPDTimeoutSeconds` is `dpdTimeoutSeconds`. */
function lowerFirst(name: string): string {
  return name.replace(/^(IKE|DPD|[A-Z])/, (start) => start.toLowerCase());
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}
