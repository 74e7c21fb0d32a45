/** What the terraform target emits, in a workspace where the real terraform runs it. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { terraform } from "../../src/targets/terraform.ts";
import type { Topology } from "../../src/topology/topology.ts";
import { portsOf } from "../../src/topology/traffic.ts";
import { alone } from "../support/artifacts.ts";
import { expectedGoogle } from "./expected-google.ts";
import { secretOf, type Workspace } from "./fake-google/workspace.ts";

export const addresses = { a1: "52.196.10.11", a2: "52.196.20.12", b1: "54.64.30.21", b2: "54.64.40.22" };
/** Variables of the two steps. */
export const firstStep = { aws_outside_addresses: null };
export const secondStep = { aws_outside_addresses: addresses };

/** A root that calls the module form, and passes everything on. */
const caller = `
variable "aws_outside_addresses" {
  type = object({ a1 = string, a2 = string, b1 = string, b2 = string })
}
variable "psk_versions" {
  type    = map(string)
  default = {}
}
module "vpn" {
  source                = "./vpn"
  aws_outside_addresses = var.aws_outside_addresses
  psk_versions          = var.psk_versions
}
output "gcp_gateway_addresses" { value = module.vpn.gcp_gateway_addresses }
output "router_name" { value = module.vpn.router_name }
output "tunnel_names" { value = module.vpn.tunnel_names }
`;

/** Where the emitted files of a topology are, below the workspace. */
export function folderOf({ output }: Topology): string {
  return output.terraformForm === "module" ? "vpn" : "";
}

/** Writes what is emitted, a module into a folder that `root` calls, and initialises it. */
export async function write(workspace: Workspace, topology: Topology, root = caller): Promise<void> {
  const folder = path.join(workspace.directory, folderOf(topology));
  mkdirSync(folder, { recursive: true });
  for (const file of terraform(topology, alone)) {
    writeFileSync(path.join(folder, path.basename(file.path)), file.text);
  }
  // A bucket cannot be reached from a test.
  writeFileSync(
    path.join(workspace.directory, "state_override.tf"),
    'terraform {\n  backend "local" {}\n}\n',
  );
  const isModule = folder !== workspace.directory;
  await workspace.initialise(isModule ? root : readFileSync(path.join(folder, "main.tf"), "utf8"));
}

/** Fills the cloud with what exists before the VPN, two versions of each key among it, and writes the rest. */
export async function prepare(workspace: Workspace, topology: Topology, root?: string): Promise<void> {
  const { fake } = workspace;
  const { gcp, keys, tunnels } = topology;
  const place = { project: gcp.project, region: gcp.region, network: gcp.network };
  if (gcp.router.existing) {
    fake.create("google_compute_router", { ...place, name: gcp.router.name, bgp: [{ asn: gcp.asn }] });
  }
  if (gcp.gateway.existing) {
    fake.create("google_compute_ha_vpn_gateway", { ...place, name: gcp.gateway.name });
  }
  for (const { id, gcpSecret } of tunnels) {
    const secret = `projects/${keys.gcpProject}/secrets/${gcpSecret}`;
    for (const version of [1, 2]) fake.setSecret(secret, String(version), secretOf(id, version));
  }
  await write(workspace, topology, root);
}

/** Takes both steps. */
export async function connect(workspace: Workspace, topology: Topology): Promise<void> {
  await prepare(workspace, topology);
  await workspace.changes(firstStep);
  await workspace.changes(secondStep);
}

/** Expects the cloud to be what the topology says, value for value; each tunnel notes its key where `noted`. */
export function expectCloud(
  { fake }: Workspace,
  topology: Topology,
  outside = addresses,
  noted = true,
): void {
  for (const [type, resources] of Object.entries(expectedGoogle(topology, outside, noted))) {
    expect(fake.resources(type), type).toMatchObject(resources);
  }
  const rules: { protocol: string; ports: string[] | null }[] = JSON.parse(
    JSON.stringify(fake.resources("google_compute_firewall").flatMap(({ allow }) => allow)),
  );
  const opened = rules.flatMap(({ protocol, ports }) => (ports ?? [""]).map((port) => `${protocol} ${port}`));
  const asked = topology.gcp.firewall.allow.map((traffic) => `${traffic.protocol} ${portsOf(traffic)}`);
  expect(opened.sort()).toEqual([...new Set(asked)].sort());
}
