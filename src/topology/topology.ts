/**
 * What a `vpn.yaml` means: everything that exists on both clouds, with every name, address and literal
 * decided. No optional fields: "" and [] stand for what was not asked for. Targets read this and nothing
 * else, so that both sides come from the same values.
 */

import type { TunnelOptions } from "./tunnel-options.ts";

export const tunnelIds = ["a1", "a2", "b1", "b2"] as const;
/** Connection and tunnel: a1 and a2 belong to connection a, and end on interface 0 of the HA gateway. */
export type TunnelId = (typeof tunnelIds)[number];
export type ConnectionId = "a" | "b";

/** A thing that this VPN creates, or one that exists and is only used. */
export type Origin = { readonly existing: false } | { readonly existing: true; readonly id: string };

export interface Topology {
  readonly name: string;
  readonly aws: AwsSide;
  readonly gcp: GcpSide;
  /** Always a, then b. */
  readonly connections: readonly Connection[];
  /** Always a1, a2, b1, b2. */
  readonly tunnels: readonly Tunnel[];
  readonly suite: Suite;
  readonly options: TunnelOptions;
  readonly mtu: Mtu;
  readonly bgp: Bgp;
  readonly keys: KeyStores;
  readonly workloads: readonly Workload[];
  readonly output: OutputChoices;
}

export interface AwsSide {
  readonly region: string;
  /** Account of the VPN, or "" where it was not declared. */
  readonly account: string;
  readonly asn: number;
  readonly stackName: string;
  readonly gateway: AwsGateway;
  readonly vpcs: readonly Vpc[];
  /** Ranges that Google Cloud reaches: those of the VPCs, then the further ones, without duplicates. */
  readonly cidrs: readonly string[];
  readonly optionsOwner: "template" | "script";
  readonly logs: TunnelLogs;
  /** ARN of the SNS topic to alarm, or "". */
  readonly alarmTopic: string;
  readonly tags: readonly Tag[];
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface AwsGateway {
  readonly type: "vgw" | "tgw";
  readonly name: string;
  readonly origin: Origin;
  /** Transit gateway route table to associate, or "" for the default one. */
  readonly associate: string;
  /** Transit gateway route tables to propagate to; empty for the default one. */
  readonly propagate: readonly string[];
  /** `standard` or `large`. */
  readonly bandwidth: string;
}

export interface Vpc {
  readonly id: string;
  readonly cidrs: readonly string[];
  /** Owner, or "" for the account of the VPN. */
  readonly account: string;
  /** Subnets to attach to a transit gateway; empty where someone else attaches the VPC. */
  readonly subnets: readonly string[];
  /** Empty where another team manages them. */
  readonly routeTables: readonly string[];
  readonly routeTablesExternal: boolean;
  /** Empty where another team manages them. */
  readonly securityGroups: readonly SecurityGroup[];
  readonly securityGroupsExternal: boolean;
}

export interface SecurityGroup {
  readonly id: string;
  readonly allow: readonly Traffic[];
}

/** Traffic to let in. Ports are 0 where the protocol has none; `all` is every protocol. */
export interface Traffic {
  readonly protocol: "tcp" | "udp" | "icmp" | "all";
  readonly fromPort: number;
  readonly toPort: number;
}

export interface TunnelLogs {
  readonly enabled: boolean;
  readonly group: string;
  /** Whether the log group is created with the VPN. */
  readonly create: boolean;
  readonly retentionDays: number;
  readonly format: "json" | "text";
  readonly bgp: boolean;
}

export interface GcpSide {
  readonly project: string;
  readonly region: string;
  readonly asn: number;
  readonly network: string;
  readonly router: GcpResource;
  readonly gateway: GcpResource;
  readonly externalGatewayName: string;
  readonly firewall: Firewall;
  /** Ranges that AWS reaches. */
  readonly cidrs: readonly string[];
  readonly labels: readonly Tag[];
}

export interface GcpResource {
  readonly name: string;
  readonly existing: boolean;
}

/** Ingress rule of the network; `external` means that another team manages it. */
export interface Firewall {
  readonly external: boolean;
  readonly name: string;
  /** What was declared, and ICMP, which path MTU discovery needs. */
  readonly allow: readonly Traffic[];
}

/** An AWS VPN connection, and the interface of the HA gateway where its customer gateway is. */
export interface Connection {
  readonly id: ConnectionId;
  readonly name: string;
  readonly customerGatewayName: string;
  readonly gatewayInterface: 0 | 1;
  readonly tunnels: readonly Tunnel[];
}

export interface Tunnel {
  readonly id: TunnelId;
  readonly connection: ConnectionId;
  /** The /30, as `169.254.10.0/30`. */
  readonly insideCidr: string;
  readonly awsInside: string;
  readonly gcpInside: string;
  /** Interface of the HA gateway. */
  readonly gatewayInterface: 0 | 1;
  /** Interface of the external gateway, which carries AWS's outside address. */
  readonly peerInterface: 0 | 1 | 2 | 3;
  /** Name of the key in AWS Secrets Manager. */
  readonly awsSecret: string;
  /** Id of the key in Google's Secret Manager. */
  readonly gcpSecret: string;
  readonly names: { readonly tunnel: string; readonly interface: string; readonly peer: string };
}

/** One suite in both vendors' spellings. */
export interface Suite {
  readonly aead: boolean;
  readonly aws: {
    readonly ikeVersion: string;
    readonly phase1: AwsProposal;
    readonly phase2: AwsProposal;
  };
  readonly gcp: {
    readonly ikeVersion: number;
    /** `integrity` is empty with an AEAD cipher, where Google Cloud takes none. */
    readonly phase1: { encryption: string; integrity: readonly string[]; prf: string; dh: string };
    readonly phase2: { encryption: string; integrity: readonly string[]; pfs: string };
  };
}

export interface AwsProposal {
  readonly encryption: string;
  readonly integrity: string;
  readonly dhGroup: number;
}

/** Bytes. */
export interface Mtu {
  /** Largest inside packet that both ends carry. */
  readonly payload: number;
  readonly tcpMss: number;
  readonly awsPayload: number;
  readonly gcpPayload: number;
}

export interface Bgp {
  /** Seconds; what the router gets if it is made here. */
  readonly keepalive: number;
  /** Seconds; the lower of what both sides propose. */
  readonly holdTime: number;
  readonly advertiseAllSubnets: boolean;
  readonly advertisedRanges: readonly string[];
  /** MED, the same on all four sessions. */
  readonly priority: number;
}

export interface KeyStores {
  readonly source: "generated" | "existing" | "sops";
  /** Path of the sops file relative to the folder of the artifacts, or "". */
  readonly sopsFile: string;
  readonly awsStorage: "Standard" | "SecretsManager";
  /** KMS key for new secrets, or "" for the account's default. */
  readonly awsKmsKey: string;
  readonly gcpProject: string;
  /** Regions for new secrets; empty for automatic replication. */
  readonly gcpLocations: readonly string[];
}

export interface Workload {
  readonly name: string;
  readonly platform: string;
  /** Bytes; 0 where it was not declared. */
  readonly mtu: number;
}

export interface OutputChoices {
  readonly terraformForm: "root" | "module";
  /** Bucket of the state, or "" where the user brings a backend. */
  readonly stateBucket: string;
  readonly statePrefix: string;
  /** Service account that the provider impersonates, or "". */
  readonly impersonate: string;
}
