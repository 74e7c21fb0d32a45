/** Google Cloud's end as the real terraform makes it from the emitted HCL, with a provider that has no cloud behind it. */
import type { Artifacts } from "../../support/artifacts.ts";
import { applyTerraform, type Google, readGoogle } from "../../tools/applied-google.ts";
import { openWorkspace, type Workspace } from "../../tools/fake-google/workspace.ts";
import { announcedBy, type GcpEnd } from "./gcp.ts";
import type { World } from "./world.ts";

export async function terraformEnd(artifacts: Artifacts, world: World): Promise<GcpEnd> {
  const workspace = await openWorkspace();
  try {
    const addresses = await applyTerraform(workspace, artifacts, world.gcpKeys);
    return { addresses, ...readEnd(readGoogle(workspace), workspace, world) };
  } finally {
    workspace.close();
  }
}

function readEnd(google: Google, { fake }: Workspace, { subnets }: World): Omit<GcpEnd, "addresses"> {
  const [gateway] = google.google_compute_ha_vpn_gateway;
  const [external] = google.google_compute_external_vpn_gateway;
  const [router] = google.google_compute_router;
  const [{ asn, keepalive_interval: keepalive }] = router.bgp;
  return {
    ...{ asn, keepalive },
    tunnels: google.google_compute_vpn_tunnel.map((tunnel) => {
      const link = found(google.google_compute_router_interface, ({ vpn_tunnel }) =>
        vpn_tunnel.endsWith(`/vpnTunnels/${tunnel.name}`),
      );
      const peer = found(google.google_compute_router_peer, (one) => one.interface === link.name);
      const [{ phase1, phase2 }] = tunnel.cipher_suite;
      const ranges = peer.advertised_ip_ranges.map(({ range }) => range);
      return {
        outside: {
          own: found(gateway.vpn_interfaces, ({ id }) => id === tunnel.vpn_gateway_interface).ip_address,
          peer: found(external.interface, ({ id }) => id === tunnel.peer_external_gateway_interface)
            .ip_address,
        },
        inside: { own: link.ip_range, peer: peer.peer_ip_address },
        peerAsn: peer.peer_asn,
        key: found(fake.receivedSecrets, (one) => one.tunnel === tunnel.name).secret,
        ikeVersion: tunnel.ike_version,
        cipherSuite: {
          phase1: { ...phase1[0], integrity: phase1[0].integrity ?? [] },
          phase2: { ...phase2[0], integrity: phase2[0].integrity ?? [] },
        },
        announced: announcedBy(peer.advertised_groups ?? [], ranges, subnets),
        priority: peer.advertised_route_priority,
      };
    }),
  };
}

function found<T>(items: readonly T[], is: (item: T) => boolean): T {
  const item = items.find(is);
  if (item === undefined) throw new Error("Terraform left a reference that leads nowhere");
  return item;
}
