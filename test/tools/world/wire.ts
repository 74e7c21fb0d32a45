/** The wire between both clouds: where the two ends of a tunnel agree, and where not. */
import { translate } from "../../support/suites.ts";
import type { AwsState, AwsTunnel, VpnConnection } from "../fake-aws/state.ts";
import { allowedBy, type TunnelOptions } from "../fake-aws/tunnel-options.ts";
import type { ComputeState } from "../fake-gcp/compute.ts";
import {
  all,
  type CipherSuite,
  type ExternalVpnGateway,
  follow,
  pathOf,
  type Router,
  same,
  type VpnGateway,
  type VpnTunnel,
} from "../fake-gcp/resources.ts";

/** What keeps a tunnel from coming up, or its session. The session needs all of the tunnel's first. */
export type Disagreement = "absent" | "outside" | "key" | "ike" | "suite" | "inside" | "asn" | "session";

export interface Pairing {
  /** Google Cloud's end: the tunnel whose peer has the address of AWS's. */
  readonly google: VpnTunnel | undefined;
  readonly disagreements: readonly Disagreement[];
}

/** Google Cloud's end of one of AWS's tunnels, and everything in which the two differ. */
export function pair(
  aws: AwsState,
  google: ComputeState,
  { connection, tunnel }: { connection: VpnConnection; tunnel: AwsTunnel },
): Pairing {
  const { resources } = google;
  const found = all<VpnTunnel>(resources, "vpnTunnels").find(
    (one) => peerAddress(google, one) === tunnel.outsideAddress,
  );
  if (!found || connection.state !== "available") return { google: found, disagreements: ["absent"] };
  const customer = aws.customerGateways.get(connection.customerGatewayId);
  const gateway = follow<VpnGateway & Interfaces>(resources, found.vpnGateway);
  const own = gateway?.vpnInterfaces?.find(({ id }) => id === found.vpnGatewayInterface)?.ipAddress;
  const router = follow<Router>(resources, found.router);
  const link = router?.interfaces?.find(({ linkedVpnTunnel }) => same(linkedVpnTunnel, found.selfLink));
  const peer = router?.bgpPeers?.find(({ interfaceName }) => link && interfaceName === link.name);
  const asn =
    aws.vpnGateways.get(connection.vpnGatewayId)?.asn ??
    aws.transitGateways.get(connection.transitGatewayId)?.asn;
  const key = google.secrets.get(pathOf(found.selfLink))?.at(-1);
  const checks: Readonly<Record<Exclude<Disagreement, "absent">, boolean>> = {
    outside: customer?.state === "available" && customer.ipAddress === own,
    key: key === tunnel.preSharedKey,
    ike: includes(tunnel.options.IKEVersions, `ikev${found.ikeVersion ?? 2}`),
    suite: suitesMeet(tunnel.options, found.cipherSuite),
    inside:
      link?.ipRange === `${host(tunnel.insideCidr, 2)}/30` &&
      peer?.peerIpAddress === host(tunnel.insideCidr, 1),
    asn: peer?.peerAsn === asn && router?.bgp?.asn === customer?.bgpAsn,
    session: peer !== undefined && peer.enable !== "FALSE",
  };
  const names = Object.keys(checks) as (keyof typeof checks)[];
  return { google: found, disagreements: names.filter((name) => !checks[name]) };
}

interface Interfaces {
  readonly vpnInterfaces?: readonly { readonly id: number; readonly ipAddress: string }[];
}

/** The external gateway's, and not what the tunnel says of it. */
function peerAddress({ resources }: ComputeState, tunnel: VpnTunnel): string | undefined {
  const peer = follow<ExternalVpnGateway>(resources, tunnel.peerExternalGateway);
  return peer?.interfaces?.find(({ id = 0 }) => id === tunnel.peerExternalGatewayInterface)?.ipAddress;
}

/** Whether each role has a value that both sides take. */
function suitesMeet(options: TunnelOptions, suite: CipherSuite | undefined): boolean {
  return rolesOf(suite).every((role) => agree(options, role) !== undefined);
}

/** What the two sides of a tunnel agree on, by the names of AWS's options. */
export function agreedOn(options: TunnelOptions, google: VpnTunnel): Record<string, string | number> {
  const agreed = rolesOf(google.cipherSuite).map((role) => [role.option, agree(options, role)] as const);
  return { ...Object.fromEntries(agreed), IKEVersions: `ikev${google.ikeVersion ?? 2}` };
}

interface Role {
  readonly option: string;
  /** Values that Google Cloud takes; every one where there is none. */
  readonly theirs: readonly string[];
  readonly word: (value: string | number) => string | undefined;
}

function agree(options: TunnelOptions, { option, theirs, word }: Role): string | number | undefined {
  return allowedBy(options, option).find(
    (value) => theirs.length === 0 || theirs.includes(word(value) ?? ""),
  );
}

/** With an AEAD cipher, phase 1 has its hash as PRF alone, and phase 2 has none. */
function rolesOf(suite: CipherSuite = {}): Role[] {
  return (["phase1", "phase2"] as const).flatMap((phase) => {
    const { encryption = [], integrity = [], prf = [], dh = [], pfs = [] } = suite[phase] ?? {};
    const aead = encryption.length > 0 && encryption.every((cipher) => cipher.includes("GCM"));
    const role = (name: string, theirs: readonly string[], word: Role["word"]): Role => ({
      option: `${phase === "phase1" ? "Phase1" : "Phase2"}${name}`,
      theirs,
      word,
    });
    return [
      role("EncryptionAlgorithms", encryption, (value) => translate.encryption(String(value))),
      role("DHGroupNumbers", phase === "phase1" ? dh : pfs, (value) => translate.group(Number(value))),
      role("IntegrityAlgorithms", aead ? [] : integrity, (value) => translate.integrity(String(value))),
      ...(phase === "phase1" ? [role("IntegrityAlgorithms", prf, (value) => `PRF-HMAC-${value}`)] : []),
    ];
  });
}

function includes(list: TunnelOptions[string] | undefined, value: string): boolean {
  return Array.isArray(list) && (list.length === 0 || list.includes(value));
}

/** Address number `at` of a /30. */
function host(cidr: string, at: number): string {
  const [a, b, c, d] = (cidr.split("/")[0] ?? "").split(".").map(Number);
  return `${a}.${b}.${c}.${(d ?? 0) + at}`;
}
