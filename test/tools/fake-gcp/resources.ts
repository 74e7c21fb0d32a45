/** The parts of Compute Engine's resources that the fake reads. Everything else in a body is kept as sent. */

export interface Resource {
  readonly name: string;
  readonly selfLink: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly labelFingerprint?: string;
}

export interface VpnGateway extends Resource {
  readonly network?: string;
}

interface PeerInterface {
  /** The API leaves 0 out. */
  readonly id?: number;
  readonly ipAddress?: string;
}

export interface ExternalVpnGateway extends Resource {
  readonly redundancyType?: string;
  readonly interfaces?: readonly PeerInterface[];
}

export interface CipherSuite {
  readonly phase1?: Readonly<Record<string, readonly string[]>>;
  readonly phase2?: Readonly<Record<string, readonly string[]>>;
}

export interface VpnTunnel extends Resource {
  readonly vpnGateway?: string;
  readonly vpnGatewayInterface?: number;
  readonly peerExternalGateway?: string;
  readonly peerExternalGatewayInterface?: number;
  readonly peerIp?: string;
  readonly router?: string;
  readonly ikeVersion?: number;
  readonly sharedSecret?: string;
  readonly cipherSuite?: CipherSuite;
}

export interface RouterInterface {
  readonly name?: string;
  readonly ipRange?: string;
  readonly linkedVpnTunnel?: string;
}

export interface BgpPeer {
  readonly name?: string;
  readonly interfaceName?: string;
  readonly ipAddress?: string;
  readonly peerIpAddress?: string;
  readonly peerAsn?: number;
  readonly advertisedRoutePriority?: number;
  readonly advertiseMode?: string;
  readonly advertisedGroups?: readonly string[];
  readonly advertisedIpRanges?: readonly { readonly range?: string }[];
  readonly enable?: string;
}

export interface Router extends Resource {
  readonly network?: string;
  readonly bgp?: { readonly asn?: number; readonly keepaliveInterval?: number };
  readonly interfaces?: readonly RouterInterface[];
  readonly bgpPeers?: readonly BgpPeer[];
}

export interface Firewall extends Resource {
  readonly network?: string;
  readonly direction?: string;
  readonly sourceRanges?: readonly string[];
  readonly allowed?: readonly { readonly IPProtocol?: string; readonly ports?: readonly string[] }[];
}

/** Resources by their path behind `/projects/`: `demo/regions/asia-northeast1/routers/core`. */
export type Resources = ReadonlyMap<string, Resource>;

/** What a reference points to; undefined where nothing is there. `T` is the caller's word for its kind. */
export function follow<T extends Resource>(resources: Resources, link: string | undefined): T | undefined {
  return link === undefined ? undefined : (resources.get(pathOf(link)) as T | undefined);
}

/** The key of a resource, from its URL, whatever the host and version in front. */
export function pathOf(link: string): string {
  return link.replace(/^(.*\/)?projects\//, "");
}

/** Every resource of one collection (`vpnTunnels`), of every project and region. */
export function all<T extends Resource>(resources: Resources, collection: string): readonly T[] {
  return [...resources]
    .filter(([path]) => path.split("/").at(-2) === collection)
    .map(([, resource]) => resource as T);
}

/** Whether two links name one resource. */
export function same(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && pathOf(a) === pathOf(b);
}
