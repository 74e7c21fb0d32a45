/** Google Cloud's end of an emitted VPN, in Google Cloud's words. */

export interface GcpEnd {
  /** Of interfaces 0 and 1 of the HA VPN gateway, as the first step hands them to AWS's side. */
  readonly addresses: readonly string[];
  readonly asn: number;
  /** Seconds between two keepalives; the hold time is three times as long. */
  readonly keepalive: number;
  readonly tunnels: readonly GcpTunnel[];
}

export interface GcpTunnel {
  readonly outside: { readonly own: string; readonly peer: string };
  /** The interface of the router, with its prefix, and the peer of the session. */
  readonly inside: { readonly own: string; readonly peer: string };
  readonly peerAsn: number;
  readonly key: string;
  readonly ikeVersion: number;
  readonly cipherSuite: CipherSuite;
  /** What the session announces, and its MED. */
  readonly announced: readonly string[];
  readonly priority: number;
}

/** https://docs.cloud.google.com/network-connectivity/docs/vpn/concepts/supported-ike-ciphers */
export interface CipherSuite {
  readonly phase1: {
    readonly encryption: readonly string[];
    readonly integrity: readonly string[];
    readonly prf: readonly string[];
    readonly dh: readonly string[];
  };
  readonly phase2: {
    readonly encryption: readonly string[];
    readonly integrity: readonly string[];
    readonly pfs: readonly string[];
  };
}

/** What a session announces: the group stands for the subnets of its network. */
export function announcedBy(
  groups: readonly string[],
  ranges: readonly string[],
  subnets: readonly string[],
): string[] {
  return [...(groups.includes("ALL_SUBNETS") ? subnets : []), ...ranges];
}
