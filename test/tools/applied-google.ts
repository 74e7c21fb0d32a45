/** Google Cloud's side of an emitted VPN, made by the real terraform as the runbook says. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { type Artifacts, artifact } from "../support/artifacts.ts";
import { awsAddresses, blockOf, type Ends } from "../support/ends.ts";
import { readSettings, textOf } from "../support/settings.ts";
import type { Workspace } from "./fake-google/workspace.ts";

/** Google Cloud's side as Terraform left it. Of every attribute only what is looked at. */
export interface Google {
  readonly google_compute_ha_vpn_gateway: [Named & { vpn_interfaces: { id: number; ip_address: string }[] }];
  readonly google_compute_router: [Named & { bgp: [{ asn: number; keepalive_interval: number }] }];
  readonly google_compute_external_vpn_gateway: [Named & { interface: { id: number; ip_address: string }[] }];
  readonly google_compute_vpn_tunnel: readonly GoogleTunnel[];
  readonly google_compute_router_interface: readonly (Named & { ip_range: string; vpn_tunnel: string })[];
  readonly google_compute_router_peer: readonly GooglePeer[];
  readonly google_compute_firewall: readonly (Named & {
    source_ranges: string[];
    allow: { protocol: string; ports: string[] | null }[];
  })[];
}

interface Named {
  readonly name: string;
}

interface GoogleTunnel extends Named {
  readonly vpn_gateway: string;
  readonly vpn_gateway_interface: number;
  readonly peer_external_gateway: string;
  readonly peer_external_gateway_interface: number;
  readonly router: string;
  readonly ike_version: number;
  readonly labels: Readonly<Record<string, string>> | null;
  readonly cipher_suite: [
    {
      phase1: [{ encryption: string[]; integrity: string[] | null; prf: string[]; dh: string[] }];
      phase2: [{ encryption: string[]; integrity: string[] | null; pfs: string[] }];
    },
  ];
}

interface GooglePeer extends Named {
  readonly interface: string;
  readonly peer_ip_address: string;
  readonly peer_asn: number;
  readonly advertised_route_priority: number;
  readonly advertised_groups: string[] | null;
  readonly advertised_ip_ranges: { range: string }[];
}

/** What secrets.sh writes into psk-versions.json where it made the keys. */
const firstVersions = { psk_versions: { a1: "1", a2: "1", b1: "1", b2: "1" } };

/** Takes both steps as the runbook says, and returns the addresses of the HA gateway. */
export async function applyTerraform(
  workspace: Workspace,
  artifacts: Artifacts,
  keys: Readonly<Record<string, string>>,
): Promise<string[]> {
  makeWhatExists(workspace, artifacts);
  for (const [secret, key] of Object.entries(keys)) workspace.fake.setSecret(secret, "1", key);
  await initialise(workspace, artifacts);
  await workspace.changes({ aws_outside_addresses: null, ...firstVersions });
  const { stdout } = await workspace.run("output", {}, "-json", "gcp_gateway_addresses");
  await workspace.changes({ aws_outside_addresses: awsAddresses(artifacts), ...firstVersions });
  const { a, b }: { a: string; b: string } = JSON.parse(stdout);
  return [a, b];
}

function makeWhatExists({ fake }: Workspace, artifacts: Artifacts): void {
  const script = readSettings(artifact(artifacts, "settings.sh"));
  const value = (name: string) => textOf(script, name);
  const place = { project: value("GCP_PROJECT"), region: value("GCP_REGION"), network: value("NETWORK") };
  if (value("ROUTER_EXISTING") === "yes") {
    const bgp = [{ asn: Number(value("GCP_ASN")), keepalive_interval: Number(value("KEEPALIVE")) }];
    fake.create("google_compute_router", { ...place, name: value("ROUTER"), bgp });
  }
  if (value("GATEWAY_EXISTING") === "yes")
    fake.create("google_compute_ha_vpn_gateway", { ...place, name: value("GATEWAY") });
}

/** Writes the root, or the module and the root that the runbook shows for it. */
async function initialise({ directory, initialise }: Workspace, artifacts: Artifacts): Promise<void> {
  const isModule = !("gcp/terraform/providers.tf" in artifacts);
  const folder = isModule ? path.join(directory, "gcp/terraform") : directory;
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(artifacts))
    if (name.startsWith("gcp/terraform/")) writeFileSync(path.join(folder, path.basename(name)), text);
  // A bucket cannot be reached from a test.
  writeFileSync(path.join(directory, "state_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
  const [, caller = ""] = /```hcl\n(.*?)```/s.exec(artifact(artifacts, "RUNBOOK.md")) ?? [];
  await initialise(isModule ? caller : artifact(artifacts, "gcp/terraform/main.tf"));
}

/** Everything that stands on Google Cloud now. */
export function readGoogle({ fake }: Workspace): Google {
  const types = [
    "google_compute_ha_vpn_gateway",
    "google_compute_router",
    "google_compute_external_vpn_gateway",
    "google_compute_vpn_tunnel",
    "google_compute_router_interface",
    "google_compute_router_peer",
    "google_compute_firewall",
  ];
  return JSON.parse(JSON.stringify(Object.fromEntries(types.map((type) => [type, fake.resources(type)]))));
}

/** The tunnels as Google Cloud has them. */
export function terraformEnds({ fake }: Workspace, google: Google): Ends {
  const [gateway] = google.google_compute_ha_vpn_gateway;
  const [external] = google.google_compute_external_vpn_gateway;
  const [router] = google.google_compute_router;
  return Object.fromEntries(
    google.google_compute_vpn_tunnel.map((tunnel) => {
      const link = google.google_compute_router_interface.find(({ vpn_tunnel }) =>
        vpn_tunnel.endsWith(`/vpnTunnels/${tunnel.name}`),
      );
      const peer = google.google_compute_router_peer.find((one) => one.interface === link?.name);
      const [inside, prefix] = link?.ip_range.split("/") ?? [];
      expect([prefix, tunnel.router, tunnel.vpn_gateway, tunnel.peer_external_gateway]).toEqual([
        "30",
        expect.stringMatching(`/routers/${router.name}$`),
        expect.stringMatching(`/vpnGateways/${gateway.name}$`),
        expect.stringMatching(`/externalVpnGateways/${external.name}$`),
      ]);
      const [{ phase1, phase2 }] = tunnel.cipher_suite;
      const address = (interfaces: { id: number; ip_address: string }[], number: number) =>
        interfaces.find(({ id }) => id === number)?.ip_address;
      return [
        blockOf(inside ?? ""),
        {
          outside: {
            aws: address(external.interface, tunnel.peer_external_gateway_interface) ?? "",
            gcp: address(gateway.vpn_interfaces, tunnel.vpn_gateway_interface) ?? "",
          },
          inside: { aws: peer?.peer_ip_address ?? "", gcp: inside ?? "" },
          asn: { aws: peer?.peer_asn ?? 0, gcp: router.bgp[0].asn },
          key: fake.receivedSecrets.find(({ tunnel: name }) => name === tunnel.name)?.secret ?? "",
          interfaces: {
            gateway: tunnel.vpn_gateway_interface,
            external: tunnel.peer_external_gateway_interface,
          },
          suite: {
            ikeVersion: tunnel.ike_version,
            phase1: { ...phase1[0], integrity: phase1[0].integrity ?? [] },
            phase2: { ...phase2[0], integrity: phase2[0].integrity ?? [] },
          },
          names: { tunnel: tunnel.name, interface: link?.name ?? "", peer: peer?.name ?? "" },
        },
      ];
    }),
  );
}
