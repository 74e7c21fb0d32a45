/** What one AWS account and its neighbours hold, as far as a VPN to Google Cloud needs it. */
import type { Policy } from "../../support/policies.ts";
import type { Secret } from "./secrets-manager.ts";
import type { Stack } from "./stack.ts";
import type { TunnelOptions } from "./tunnel-options.ts";

/** Times are ticks: every call to any of the clouds is one. */
export interface AwsTunnel {
  insideCidr: string;
  outsideAddress: string;
  options: TunnelOptions;
  /** Names of the options that somebody has set; all of them where it is absent. */
  set?: ReadonlySet<string>;
  preSharedKey: string;
  /** The latest modification. AWS says `modifying` from `shown` to `until`; the endpoint is away until `back`. */
  modification: { readonly shown: number; readonly until: number; readonly back: number } | undefined;
}

export interface VpnConnection {
  readonly id: string;
  customerGatewayId: string;
  vpnGatewayId: string;
  transitGatewayId: string;
  readonly staticRoutesOnly: boolean;
  storage: string;
  bandwidth: string;
  /** Whatever else than `available` and `modifying` somebody set. */
  state: string;
  readonly tunnels: AwsTunnel[];
  tags: readonly Tag[];
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface CustomerGateway {
  readonly ipAddress: string;
  readonly bgpAsn: number;
  /** "" where it was made without one. */
  readonly deviceName: string;
  state: string;
  tags: readonly Tag[];
}

interface Gateway {
  readonly asn: number;
  /** VPC that it is attached to, or "". Transit gateways have attachments instead. */
  vpc: string;
  state: string;
  tags: readonly Tag[];
  /** Of transit gateways: the table that new attachments are associated with and propagate to, or "". */
  readonly defaultRouteTable: string;
  /** Of transit gateways: whether attachments of other accounts need nobody's consent. */
  autoAccept: boolean;
}

export interface Attachment {
  readonly transitGateway: string;
  /** VPN connection or VPC. */
  readonly resource: string;
  readonly type: "vpn" | "vpc";
  /** Account of the connection or VPC. */
  readonly owner: string;
  state: "available" | "pendingAcceptance";
  /** Associated route table, or "". */
  table: string;
  readonly propagations: Set<string>;
  /** States of the association in the next answers, before the settled one. */
  readonly upcoming: string[];
  tags: readonly Tag[];
}

interface Vpc {
  readonly account: string;
  readonly cidrs: readonly string[];
}

export interface RouteTable {
  readonly vpc: string;
  /** Static routes: destination to gateway. */
  readonly routes: Map<string, string>;
  /** Virtual private gateways that propagate into it. */
  readonly propagating: Set<string>;
}

export interface IngressRule {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly cidr: string;
  readonly description: string;
}

/** How long things take, in ticks. */
export interface Pace {
  /** Until `modifying` is seen after a modification was accepted. */
  late: number;
  /** How long it is seen. */
  modifying: number;
  /** How long the endpoint is away after that. */
  back: number;
  /** Until both sides of a tunnel notice that it is up. */
  up: number;
  /** Of a stack's whole operation. */
  stack: number;
}

/** What AWS's documentation leaves open. Scripts must be safe whichever way a test sets each. */
export interface Unknowns {
  /** Whether other change sets of a stack stay executable after one was executed. */
  changeSetsOutlive: boolean;
  /** Whether a drift-aware change set sees drift in tunnel options that are as declared. */
  phantomDrift: boolean;
  /** Whether a modification that sends a key without a storage mode sets the mode to Standard. */
  storageResets: boolean;
  /** Whether a tunnel gets another outside address with another inside CIDR. */
  outsideMoves: boolean;
}

export const likely: Unknowns = {
  changeSetsOutlive: false,
  phantomDrift: false,
  storageResets: false,
  outsideMoves: false,
};

export interface AwsState {
  readonly unknowns: Unknowns;
  readonly account: string;
  readonly region: string;
  readonly pace: Pace;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Whether the wire of a tunnel is up, and since which tick. */
  upSince: (tunnel: AwsTunnel) => number | undefined;
  /** What both ends of a tunnel that is up agreed on, by the names of options. */
  agreed: (tunnel: AwsTunnel) => Readonly<Record<string, string | number>>;
  /** Routes that Google Cloud announces over a tunnel that is up. */
  announced: () => readonly string[];
  /** Throws a refusal where a test wants a stack to fail at a resource. */
  stackFault: (type: string, logicalId: string) => void;
  /** Types that CloudFormation's own tags do not reach, as older editions of the registry say of VPN connections. */
  readonly untagged: Set<string>;
  /** Whether answers have what a tunnel would have undeclared too: a default, or the integrity of phase 2 beside AES-GCM. */
  echoesDefaults: boolean;
  readonly connections: Map<string, VpnConnection>;
  /** What ModifyVpnTunnelOptions was asked for and did, in order; options as the request spells them. */
  readonly modifications: {
    readonly insideCidr: string;
    readonly options: Readonly<Record<string, string>>;
  }[];
  readonly customerGateways: Map<string, CustomerGateway>;
  readonly vpnGateways: Map<string, Gateway>;
  readonly transitGateways: Map<string, Gateway>;
  readonly attachments: Map<string, Attachment>;
  readonly vpcs: Map<string, Vpc>;
  /** Ranges that others bring to every gateway and route table of one. */
  readonly elsewhere: readonly string[];
  readonly routeTables: Map<string, RouteTable>;
  readonly securityGroups: Map<string, { readonly vpc: string; readonly rules: IngressRule[] }>;
  readonly subnets: Map<string, { readonly vpc: string; readonly zone: string }>;
  /** Route tables of transit gateways that exist already: the gateway of each. */
  readonly transitTables: Map<string, string>;
  /** Limits by the codes of Service Quotas. */
  readonly quotas: Map<string, number>;
  /** Days of retention by name. */
  readonly logGroups: Map<string, number>;
  readonly alarms: Map<string, Readonly<Record<string, unknown>>>;
  /** Principals by name. */
  readonly shares: Map<string, readonly string[]>;
  readonly secrets: Map<string, Secret>;
  /** Templates that lie in a bucket, by URL. */
  readonly templates: Map<string, string>;
  /** By account and name. */
  readonly stacks: Map<string, Stack>;
  /** What callers may do, by account; an account without a policy may do all. */
  readonly policies: Map<string, Policy>;
  /** Roles that AWS's services have, as account and service. */
  readonly serviceRoles: Set<string>;
  /** Deleted stacks whose names others have by now. */
  readonly formerStacks: Stack[];
  /** How many ids were given out. */
  made: number;
}

/** A new id, such as `vpn-0000000000000002a`. */
export function newId(aws: AwsState, prefix: string): string {
  aws.made += 1;
  return `${prefix}-0${aws.made.toString(16).padStart(16, "0")}`;
}
