/** Site-to-Site VPN: tunnels in any order, one modification at a time, `modifying` after a while and for longer. */
import {
  type Answer,
  below,
  filtered,
  filters,
  listed,
  type Parameters,
  Refusal,
  required,
  tagFields,
} from "./query.ts";
import { type AwsState, type AwsTunnel, newId, type Tag, type VpnConnection } from "./state.ts";
import {
  allowedBy,
  answerOptions,
  checkOptions,
  initialOptions,
  readSpecification,
  type Specification,
  specificationOf,
  type TunnelOptions,
} from "./tunnel-options.ts";

/** Makes a connection; its tunnels get whatever addresses AWS has. */
export function createConnection(
  aws: AwsState,
  made: Omit<VpnConnection, "id" | "tunnels" | "state">,
  specs: readonly Specification[],
): string {
  const id = newId(aws, "vpn");
  const taken = [...aws.connections.values()].flatMap(({ state, tunnels }) =>
    state === "deleted" ? [] : tunnels,
  );
  const tunnels = specs.map(({ options, preSharedKey, insideCidr }, at): AwsTunnel => {
    if (insideCidr === undefined || preSharedKey === undefined)
      throw new Refusal("InvalidParameterValue", "the fake wants inside CIDRs and keys");
    if (taken.some((tunnel) => tunnel.insideCidr === insideCidr))
      throw new Refusal("InvalidParameterValue", `${insideCidr} is in use by another connection`);
    const whole = { ...initialOptions, ...options };
    checkOptions(whole);
    checkLogGroups(aws, whole);
    return {
      insideCidr,
      outsideAddress: `52.196.${aws.connections.size + 10}.${11 + Math.floor(aws.random() * 100) * 2 + at}`,
      options: whole,
      set: new Set(Object.keys(options)),
      preSharedKey,
      modification: undefined,
    };
  });
  if (tunnels.length !== 2) throw new Refusal("InvalidParameterValue", "the fake wants two tunnels");
  aws.connections.set(id, { ...made, id, tunnels, state: "available" });
  if (made.transitGatewayId !== "") {
    const table = aws.transitGateways.get(made.transitGatewayId)?.defaultRouteTable ?? "";
    aws.attachments.set(newId(aws, "tgw-attach"), {
      transitGateway: made.transitGatewayId,
      resource: id,
      type: "vpn",
      owner: aws.account,
      state: "available",
      table,
      propagations: new Set(table === "" ? [] : [table]),
      upcoming: [],
      tags: [],
    });
  }
  return id;
}

/** Deletes a connection and its attachment. */
export function deleteConnection(aws: AwsState, id: string): void {
  connectionOf(aws, id).state = "deleted";
  for (const [key, { resource }] of aws.attachments) if (resource === id) aws.attachments.delete(key);
}

/** Whether a modification was accepted that is not over yet. */
export function isModifying(aws: AwsState, { modification }: AwsTunnel): boolean {
  return modification !== undefined && aws.now() < modification.until;
}

/** Changes a tunnel at once, and takes its endpoint away for a while. Throws where AWS refuses the options. */
export function applyModification(aws: AwsState, tunnel: AwsTunnel, spec: Specification): void {
  const whole = { ...tunnel.options, ...spec.options };
  checkOptions(whole);
  checkLogGroups(aws, whole);
  const moves = spec.insideCidr !== undefined && spec.insideCidr !== tunnel.insideCidr;
  if (moves) checkFree(aws, spec.insideCidr ?? "");
  tunnel.options = whole;
  if (tunnel.set) tunnel.set = new Set([...tunnel.set, ...Object.keys(spec.options)]);
  tunnel.preSharedKey = spec.preSharedKey ?? tunnel.preSharedKey;
  tunnel.insideCidr = spec.insideCidr ?? tunnel.insideCidr;
  if (moves && aws.unknowns.outsideMoves)
    tunnel.outsideAddress = tunnel.outsideAddress.replace(/^52\./, "54.");
  const shown = aws.now() + aws.pace.late;
  const until = shown + aws.pace.modifying;
  tunnel.modification = { shown, until, back: until + aws.pace.back };
}

/** https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html: the group is one of the account's, in the region. */
function checkLogGroups(aws: AwsState, options: TunnelOptions): void {
  for (const kind of ["", "Bgp"]) {
    if (options[`${kind}LogEnabled`] !== true) continue;
    const name = String(options[`${kind}LogGroupArn`]).replace(
      /^arn:aws:logs:[^:]+:\d+:log-group:|:\*$/g,
      "",
    );
    if (!aws.logGroups.has(name)) throw new Refusal("InvalidParameterValue", `there is no log group ${name}`);
  }
}

/** https://docs.aws.amazon.com/vpn/latest/s2svpn/tunnel-configure.html: unique across all connections of a gateway. */
function checkFree(aws: AwsState, insideCidr: string): void {
  const used = [...aws.connections.values()].flatMap(({ state, tunnels }) =>
    state === "deleted" ? [] : tunnels,
  );
  if (used.some((tunnel) => tunnel.insideCidr === insideCidr))
    throw new Refusal("InvalidParameterValue", `${insideCidr} is in use by another tunnel`);
}

export function modifyTunnel(aws: AwsState, parameters: Parameters): Answer {
  const id = required(parameters, "VpnConnectionId");
  const connection = connectionOf(aws, id);
  const address = required(parameters, "VpnTunnelOutsideIpAddress");
  const tunnel = connection.tunnels.find(({ outsideAddress }) => outsideAddress === address);
  if (!tunnel) throw new Refusal("InvalidParameterValue", `${id} has no tunnel ${address}`);
  if (parameters.get("DryRun") === "true")
    throw new Refusal("DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
  if (connection.state !== "available" || connection.tunnels.some((one) => isModifying(aws, one)))
    throw new Refusal("IncorrectState", `the VPN connection ${id} is not in a state to be modified`);
  const options = below(parameters, "TunnelOptions");
  const keepsEndpoint = parameters.get("SkipTunnelReplacement") === "true";
  // https://docs.aws.amazon.com/vpn/latest/s2svpn/tunnel-endpoint-lifecycle.html
  if (keepsEndpoint && [...options.keys()].join() !== "EnableTunnelLifecycleControl")
    throw new Refusal(
      "InvalidParameterCombination",
      "SkipTunnelReplacement goes with lifecycle control alone",
    );
  applyModification(aws, tunnel, readSpecification(specificationOf(options)));
  if (keepsEndpoint && tunnel.modification) tunnel.modification = { ...tunnel.modification, back: aws.now() };
  aws.modifications.push({ insideCidr: tunnel.insideCidr, options: Object.fromEntries(options) });
  const resets = aws.unknowns.storageResets && options.has("PreSharedKey");
  connection.storage = parameters.get("PreSharedKeyStorage") ?? (resets ? "Standard" : connection.storage);
  return { vpnConnection: shown(aws, connection) };
}

export function describeConnections(aws: AwsState, parameters: Parameters): Answer {
  const ids = listed(parameters, "VpnConnectionId");
  const named = ids.length > 0 ? ids.map((id) => connectionOf(aws, id)) : [...aws.connections.values()];
  const wanted = filters(parameters);
  const found = filtered(named, wanted, {
    ...tagFields(wanted, ({ tags }: VpnConnection) => tags),
    state: (one) => stateOf(aws, one),
    "vpn-connection-id": ({ id }) => id,
    "customer-gateway-id": ({ customerGatewayId }) => customerGatewayId,
    "vpn-gateway-id": ({ vpnGatewayId }) => vpnGatewayId,
    "transit-gateway-id": ({ transitGatewayId }) => transitGatewayId,
  });
  return { vpnConnectionSet: found.map((one) => shown(aws, one)) };
}

/** What both ends negotiated; nothing while the tunnel is down. */
export function activeStatus(aws: AwsState, parameters: Parameters): Answer {
  const connection = connectionOf(aws, required(parameters, "VpnConnectionId"));
  const address = required(parameters, "VpnTunnelOutsideIpAddress");
  const tunnel = connection.tunnels.find(({ outsideAddress }) => outsideAddress === address);
  if (!tunnel) throw new Refusal("InvalidParameterValue", `there is no tunnel ${address}`);
  if (!isUp(aws, tunnel)) return { activeVpnTunnelStatus: { provisioningStatus: "pending" } };
  const agreed = aws.agreed(tunnel);
  return {
    activeVpnTunnelStatus: {
      phase1EncryptionAlgorithm: agreed.Phase1EncryptionAlgorithms,
      phase1IntegrityAlgorithm: agreed.Phase1IntegrityAlgorithms,
      phase1DHGroup: agreed.Phase1DHGroupNumbers,
      phase2EncryptionAlgorithm: agreed.Phase2EncryptionAlgorithms,
      phase2IntegrityAlgorithm: agreed.Phase2IntegrityAlgorithms,
      phase2DHGroup: agreed.Phase2DHGroupNumbers,
      ikeVersion: agreed.IKEVersions,
      provisioningStatus: "available",
    },
  };
}

/** Whether AWS sees the tunnel's BGP session, which is some time after the wire came up. */
function isUp(aws: AwsState, tunnel: AwsTunnel): boolean {
  const since = aws.upSince(tunnel);
  return since !== undefined && aws.now() - since >= aws.pace.up;
}

function stateOf(aws: AwsState, { state, tunnels }: VpnConnection): string {
  const now = aws.now();
  const modifying = tunnels.some(({ modification: m }) => m !== undefined && m.shown <= now && now < m.until);
  return state === "available" && modifying ? "modifying" : state;
}

/** Keys show in answers unless Secrets Manager holds them. */
function shown(aws: AwsState, connection: VpnConnection): Answer {
  const { id, customerGatewayId, vpnGatewayId, transitGatewayId, storage, tags } = connection;
  const open = storage === "Standard";
  const keys = connection.tunnels.map(({ preSharedKey }) => preSharedKey).join(" ");
  return {
    vpnConnectionId: id,
    state: stateOf(aws, connection),
    type: "ipsec.1",
    category: "VPN",
    customerGatewayId,
    vpnGatewayId: vpnGatewayId || undefined,
    transitGatewayId: transitGatewayId || undefined,
    customerGatewayConfiguration: open ? `<pre_shared_key>${keys}</pre_shared_key>` : undefined,
    preSharedKeyArn: open
      ? undefined
      : `arn:aws:secretsmanager:${aws.region}:${aws.account}:secret:s2svpn!${id}`,
    tagSet: answerTags(tags),
    options: {
      staticRoutesOnly: connection.staticRoutesOnly,
      tunnelBandwidth: connection.bandwidth,
      tunnelOptionSet: shuffled(aws, connection.tunnels).map((tunnel) => ({
        outsideIpAddress: tunnel.outsideAddress,
        tunnelInsideCidr: tunnel.insideCidr,
        preSharedKey: open ? tunnel.preSharedKey : "****",
        ...(answerOptions(shownOptions(aws, tunnel)) as object),
      })),
    },
    vgwTelemetry: shuffled(aws, connection.tunnels).map((tunnel) => {
      const up = isUp(aws, tunnel);
      return {
        outsideIpAddress: tunnel.outsideAddress,
        status: up ? "UP" : "DOWN",
        acceptedRouteCount: up ? aws.announced().length : 0,
        lastStatusChange: "2026-01-01T00:00:00Z",
        statusMessage: up ? `${aws.announced().length} BGP ROUTES` : "IPSEC IS DOWN",
      };
    }),
  };
}

/**
 * The options that an answer has: not those that nobody has set, lists but for their being empty; lifecycle control only
 * if it is on; and where defaults are not echoed, which some answers do, no declared default, and no integrity of phase 2
 * where the cipher has its own.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TunnelOption.html
 * https://github.com/batfish/batfish/pull/10168
 */
function shownOptions(aws: AwsState, { options, set }: AwsTunnel): TunnelOptions {
  const isAead = allowedBy(options, "Phase2EncryptionAlgorithms").every((name) =>
    String(name).includes("GCM"),
  );
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => {
      if (name === "EnableTunnelLifecycleControl") return value === true;
      if (name === "Phase2IntegrityAlgorithms" && isAead) return aws.echoesDefaults;
      if (typeof value === "object" || name.includes("Log")) return true;
      const isDefault = value === initialOptions[name] && name !== "DPDTimeoutSeconds";
      return (set?.has(name) ?? true) && !(isDefault && !aws.echoesDefaults);
    }),
  );
}

export function answerTags(tags: readonly Tag[]): Answer {
  return tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
}

export function connectionOf(aws: AwsState, id: string): VpnConnection {
  const connection = aws.connections.get(id);
  if (!connection)
    throw new Refusal("InvalidVpnConnectionID.NotFound", `The vpnConnection ID '${id}' does not exist`);
  return connection;
}

function shuffled<T>(aws: AwsState, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: aws.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
