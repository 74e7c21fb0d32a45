/** The facets of the tunnels: suite, options, addresses, names, keys. */
import type { Topology, Tunnel } from "../topology/topology.ts";
import { each, type Facet, set, single } from "./facet.ts";

const perTunnel =
  (read: (tunnel: Tunnel) => string) =>
  ({ tunnels }: Topology) =>
    tunnels.map((tunnel) => [tunnel.id, read(tunnel)] as const);

const named = { named: true } as const;

export const tunnelFacets: readonly Facet[] = [
  single("ipsec.encryption", "cipher", ({ suite }) => suite.aws.phase1.encryption),
  single("ipsec.integrity", "hash", ({ suite }) => suite.aws.phase1.integrity),
  single("ipsec.dhGroup", "DH group", ({ suite }) => suite.aws.phase1.dhGroup),
  single("ipsec.lifetimes.phase1", "phase 1 lifetime in seconds", ({ options }) => options.phase1Lifetime),
  single("ipsec.lifetimes.phase2", "phase 2 lifetime in seconds", ({ options }) => options.phase2Lifetime),
  single("ipsec.rekey.margin", "rekey margin in seconds", ({ options }) => options.rekeyMargin),
  single("ipsec.rekey.fuzz", "rekey fuzz in percent", ({ options }) => options.rekeyFuzz),
  single("ipsec.replayWindow", "replay window in packets", ({ options }) => options.replayWindow),
  single("ipsec.dpd.timeout", "DPD timeout in seconds", ({ options }) => options.dpdTimeout),
  single("ipsec.dpd.action", "DPD action", ({ options }) => options.dpdAction),
  single("ipsec.startup", "startup action", ({ options }) => options.startup),
  single("tunnels.lifecycleControl", "endpoint lifecycle control", ({ options }) => options.lifecycleControl),
  each(
    "tunnels.insideCidrs",
    "inside CIDR",
    perTunnel(({ insideCidr }) => insideCidr),
  ),
  each(
    "names.gcp.tunnels",
    "name of the VPN tunnel",
    perTunnel(({ names }) => names.tunnel),
    named,
  ),
  each(
    "names.gcp.interfaces",
    "name of the router interface",
    perTunnel(({ names }) => names.interface),
    named,
  ),
  each(
    "names.gcp.peers",
    "name of the BGP peer",
    perTunnel(({ names }) => names.peer),
    named,
  ),
  each(
    "preSharedKeys.aws.secrets",
    "secret on AWS",
    perTunnel(({ awsSecret }) => awsSecret),
    named,
  ),
  each(
    "preSharedKeys.gcp.secrets",
    "secret on Google Cloud",
    perTunnel(({ gcpSecret }) => gcpSecret),
    named,
  ),
  single("preSharedKeys.source", "source of the keys", ({ keys }) => keys.source),
  single("preSharedKeys.sops", "sops file", ({ keys }) => keys.sopsFile),
  single("preSharedKeys.aws.storage", "key storage of AWS", ({ keys }) => keys.awsStorage),
  single("preSharedKeys.aws.kmsKey", "KMS key of new secrets", ({ keys }) => keys.awsKmsKey),
  single("preSharedKeys.gcp.project", "project of the secrets", ({ keys, gcp }) =>
    keys.gcpProject === gcp.project ? "" : keys.gcpProject,
  ),
  set("preSharedKeys.gcp.locations", "region of new secrets", ({ keys }) => keys.gcpLocations),
  each("workloads", "workload", ({ workloads }) =>
    workloads.map(
      ({ name, platform, mtu }) => [name, `${platform}${mtu === 0 ? "" : `, MTU ${mtu}`}`] as const,
    ),
  ),
  single("output.terraform.form", "form of the Terraform files", ({ output }) => output.terraformForm),
  single("output.terraform.backend", "bucket of the Terraform state", ({ output }) =>
    output.stateBucket === "" ? "" : `${output.stateBucket}/${output.statePrefix}`,
  ),
  single("output.terraform.impersonate", "service account of Terraform", ({ output }) => output.impersonate),
];
