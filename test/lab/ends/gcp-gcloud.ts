/** Google Cloud's end as the emitted gcloud.sh makes it: what the real gcloud sent to a Compute API without a cloud. */
import { readFileSync } from "node:fs";
import type { Topology } from "../../../src/topology/topology.ts";
import { type Artifacts, artifact } from "../../support/artifacts.ts";
import { awsAddresses } from "../../support/ends.ts";
import { listOf, readSettings } from "../../support/settings.ts";
import { type EmittedGcloud, emitGcloud } from "../../tools/emitted-gcloud.ts";
import {
  all,
  type ExternalVpnGateway,
  follow,
  pathOf,
  type Resources,
  type Router,
  type VpnGateway,
  type VpnTunnel,
} from "../../tools/fake-gcp/resources.ts";
import { announcedBy, type GcpEnd, type GcpTunnel } from "./gcp.ts";
import type { World } from "./world.ts";

export async function gcloudEnd(artifacts: Artifacts, world: World, topology: Topology): Promise<GcpEnd> {
  const emitted = await emitGcloud({ topology, keys: keysByTunnel(artifacts, world) });
  try {
    await step(emitted, "gateway");
    emitted.writeAddresses(JSON.stringify(awsAddresses(artifacts)));
    await step(emitted, "tunnels");
    const { a, b } = JSON.parse(readFileSync(emitted.artifact("gcp-addresses.json"), "utf8"));
    return { addresses: [a, b], ...heldByGcp(emitted.cloud, world.subnets) };
  } finally {
    await emitted.close();
  }
}

async function step(emitted: EmittedGcloud, name: string): Promise<void> {
  const { code, stderr } = await emitted.run(name);
  if (code !== 0) throw new Error(`gcloud.sh ${name} ended with ${code}: ${stderr}`);
}

/** The fake is filled by tunnel; the world knows keys by their secret. */
function keysByTunnel(artifacts: Artifacts, { gcpKeys }: World): (id: string) => readonly string[] {
  const script = readSettings(artifact(artifacts, "settings.sh"));
  const names = listOf(script, "GCP_SECRETS");
  const tunnels = listOf(script, "TUNNELS");
  return (id) =>
    Object.entries(gcpKeys)
      .filter(([path]) => path.endsWith(`/secrets/${names[tunnels.indexOf(id)]}`))
      .map(([, key]) => key);
}

/** What a Google Cloud has. A tunnel that lacks its interface or its session has "" instead of their addresses. */
export function heldByGcp(
  { resources, secrets }: { resources: Resources; secrets: ReadonlyMap<string, readonly string[]> },
  subnets: readonly string[],
): Omit<GcpEnd, "addresses"> {
  const [router] = all<Router>(resources, "routers");
  const { asn = 0, keepaliveInterval: keepalive = 20 } = router?.bgp ?? {};
  const tunnels = all<VpnTunnel>(resources, "vpnTunnels").map((tunnel): GcpTunnel => {
    const gateway = follow<VpnGateway & Addressed>(resources, tunnel.vpnGateway);
    const external = follow<ExternalVpnGateway>(resources, tunnel.peerExternalGateway);
    const link = router?.interfaces?.find(
      ({ linkedVpnTunnel }) => pathOf(linkedVpnTunnel ?? "") === pathOf(tunnel.selfLink),
    );
    const session = router?.bgpPeers?.find(({ interfaceName }) => interfaceName === link?.name);
    const own = gateway?.vpnInterfaces.find(({ id = 0 }) => id === tunnel.vpnGatewayInterface);
    const peer = external?.interfaces?.find(({ id = 0 }) => id === tunnel.peerExternalGatewayInterface);
    const ranges = session?.advertisedIpRanges?.map(({ range = "" }) => range) ?? [];
    const { phase1 = {}, phase2 = {} } = tunnel.cipherSuite ?? {};
    return {
      outside: { own: own?.ipAddress ?? "", peer: peer?.ipAddress ?? "" },
      inside: { own: link?.ipRange ?? "", peer: session?.peerIpAddress ?? "" },
      peerAsn: session?.peerAsn ?? 0,
      key: secrets.get(pathOf(tunnel.selfLink))?.at(-1) ?? "",
      ikeVersion: tunnel.ikeVersion ?? 0,
      cipherSuite: {
        phase1: {
          encryption: phase1.encryption ?? [],
          integrity: phase1.integrity ?? [],
          prf: phase1.prf ?? [],
          dh: phase1.dh ?? [],
        },
        phase2: {
          encryption: phase2.encryption ?? [],
          integrity: phase2.integrity ?? [],
          pfs: phase2.pfs ?? [],
        },
      },
      announced: announcedBy(session?.advertisedGroups ?? [], ranges, subnets),
      priority: session?.advertisedRoutePriority ?? 0,
    };
  });
  return { asn, keepalive, tunnels };
}

/** What the API fills in. */
interface Addressed {
  readonly vpnInterfaces: readonly { readonly id?: number; readonly ipAddress?: string }[];
}
