/** Request bodies of a small VPN between the project media-prod and AWS, made without gcloud. */
import { callCompute } from "./call.ts";

export const region = "media-prod/regions/asia-northeast1";
export const global = "media-prod/global";
export const peers = ["52.196.10.11", "52.196.10.12", "52.196.20.21", "52.196.20.22"] as const;
export const suite = {
  phase1: { encryption: ["AES-GCM-16-256"], prf: ["PRF-HMAC-SHA2-256"], dh: ["Group-14"] },
  phase2: { encryption: ["AES-GCM-16-256"], pfs: ["Group-14"] },
};
export const session = {
  interfaces: [{ name: "a1", ipRange: "169.254.10.2/30", linkedVpnTunnel: link(`${region}/vpnTunnels/a1`) }],
  bgpPeers: [{ name: "a1", interfaceName: "a1", peerIpAddress: "169.254.10.1", peerAsn: 65000 }],
};

/** A reference; hosts and versions in front of it mean nothing. */
export function link(path: string): string {
  return `projects/${path}`;
}

export function gateway(name: string) {
  return { name, network: link(`${global}/networks/prod`) };
}

export function router(name: string) {
  return { ...gateway(name), bgp: { asn: 64512 } };
}

export function externalGateway(name: string, addresses: readonly string[] = peers) {
  const interfaces = addresses.map((ipAddress, id) => ({ id, ipAddress }));
  return { name, redundancyType: "FOUR_IPS_REDUNDANCY", interfaces };
}

export function tunnel(name: string, peerInterface: number) {
  return {
    name,
    vpnGateway: link(`${region}/vpnGateways/ha`),
    vpnGatewayInterface: peerInterface < 2 ? 0 : 1,
    peerExternalGateway: link(`${global}/externalVpnGateways/aws`),
    peerExternalGatewayInterface: peerInterface,
    router: link(`${region}/routers/core`),
    sharedSecret: "Quiet.Harbour_42",
    cipherSuite: suite,
  };
}

/** Makes the gateway `ha`, the peer `aws`, the router `core`, and tunnel a1 with its session. Throws where refused. */
export async function seedVpn(url: string): Promise<void> {
  const requests = [
    { method: "POST", path: `${region}/vpnGateways`, body: gateway("ha") },
    { method: "POST", path: `${global}/externalVpnGateways`, body: externalGateway("aws") },
    { method: "POST", path: `${region}/routers`, body: router("core") },
    { method: "POST", path: `${region}/vpnTunnels`, body: tunnel("a1", 0) },
    { method: "PATCH", path: `${region}/routers/core`, body: session },
  ];
  for (const request of requests) {
    const { message } = await callCompute(url, request);
    if (message !== "") throw new Error(message);
  }
}
