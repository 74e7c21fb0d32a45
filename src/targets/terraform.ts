/** Google Cloud's side as Terraform: a root to apply, or a module to call. */
import renderMain from "../../templates/terraform/main.tf.hbs";
import renderOutputs from "../../templates/terraform/outputs.tf.hbs";
import renderProviders from "../../templates/terraform/providers.tf.hbs";
import renderTunnels from "../../templates/terraform/tunnels.tf.hbs";
import renderVariables from "../../templates/terraform/variables.tf.hbs";
import renderVersions from "../../templates/terraform/versions.tf.hbs";
import * as facts from "../facts/gcp.ts";
import { cellsOf } from "../render/cells.ts";
import { commentText, hclString } from "../render/quote.ts";
import type { Tag, Topology, Traffic, Tunnel } from "../topology/topology.ts";
import { portsOf } from "../topology/traffic.ts";
import { artifactPaths } from "./artifacts.ts";
import { headerText, type Target } from "./target.ts";

/**
 * Emits `gcp/terraform`. It is applied twice: first with `aws_outside_addresses = null`, for the HA VPN
 * gateway and the router, then with AWS's addresses, for the rest.
 *
 * No address of a resource depends on what the user wrote.
 */
export const terraform: Target = (topology, context) => {
  const header = commentText(headerText(context));
  const file = (name: string, text: string) => ({
    artifact: "terraform" as const,
    account: "",
    path: `${artifactPaths.terraform}/${name}`,
    text,
    executable: false,
  });
  const providers = file("providers.tf", renderProviders({ header, ...providerView(topology) }));
  return [
    file("versions.tf", renderVersions({ header, ...versionsView(topology) })),
    ...(isRoot(topology) ? [providers] : []),
    file("variables.tf", renderVariables({ header, ...variablesView(topology) })),
    file("main.tf", renderMain({ header, ...mainView(topology) })),
    file("tunnels.tf", renderTunnels({ header, ...tunnelsView(topology) })),
    file("outputs.tf", renderOutputs({ header })),
  ];
};

/** A module has neither provider nor backend: those belong to the root that calls it. */
export function isRoot({ output }: Topology): boolean {
  return output.terraformForm === "root";
}

/** View of `versions.tf.hbs`. */
export function versionsView(topology: Topology) {
  const { stateBucket, statePrefix } = topology.output;
  return {
    terraformVersion: facts.terraformVersion.value,
    providerVersion: facts.googleProviderVersion.value,
    awsProviderVersion: "",
    hasBackend: isRoot(topology) && stateBucket !== "",
    backend: { bucket: stateBucket, prefix: statePrefix },
  };
}

export function providerView({ gcp, output }: Topology) {
  return { project: gcp.project, region: gcp.region, impersonate: output.impersonate };
}

function variablesView(topology: Topology) {
  const file = isRoot(topology)
    ? "aws-addresses.auto.tfvars.json beside this file"
    : "aws-addresses.json, for the caller of this module to pass on";
  const pins = isRoot(topology)
    ? "psk-versions.auto.tfvars.json beside this file, which secrets.sh writes"
    : "psk-versions.json, which secrets.sh writes, for the caller of this module to pass on";
  const source = `aws/outside-addresses.sh, which writes them to ${file}`;
  return {
    description: `AWS's outside address of each tunnel; null in the first step, before AWS has any. They come from ${source}.`,
    pskVersions: `Version of each tunnel's pre-shared key in Secret Manager, from ${pins}. A change replaces that tunnel, its interface and its BGP peer: roll.sh does it with AWS's side, one tunnel at a time.`,
    fourAddresses: `aws_outside_addresses must hold four IPv4 addresses. Run ${source}.`,
    fourDifferent: `aws_outside_addresses must hold four different addresses: each tunnel has its own. Run ${source}.`,
  };
}

/** View of `main.tf.hbs`: gateway, router, firewall. */
export function mainView({ aws, bgp, gcp }: Topology) {
  return {
    project: gcp.project,
    region: gcp.region,
    network: gcp.network,
    labels: aligned(gcp.labels),
    gateway: gcp.gateway,
    router: { ...gcp.router, asn: gcp.asn, keepalive: bgp.keepalive },
    hasFirewall: !gcp.firewall.external,
    firewall: {
      name: gcp.firewall.name,
      sourceRanges: aws.cidrs,
      allow: byProtocol(gcp.firewall.allow),
    },
  };
}

/** View of `tunnels.tf.hbs`. With `oneApply` the addresses and keys come from AWS's resources in the same root. */
export function tunnelsView({ aws, bgp, gcp, keys, suite, tunnels }: Topology, oneApply = false) {
  return {
    oneApply,
    project: gcp.project,
    region: gcp.region,
    externalGatewayName: gcp.externalGatewayName,
    secretProject: keys.gcpProject,
    tunnels: tunnels.map(tunnelView),
    ...suite.gcp,
    bgp: {
      peerAsn: aws.asn,
      priority: bgp.priority,
      advertiseAllSubnets: bgp.advertiseAllSubnets,
      advertisedRanges: bgp.advertisedRanges,
    },
  };
}

function tunnelView(tunnel: Tunnel) {
  const { id, gatewayInterface, peerInterface, names } = tunnel;
  return {
    id,
    gatewayInterface,
    peerInterface,
    names,
    secret: tunnel.gcpSecret,
    // The address of the host, not of the network: https://docs.cloud.google.com/compute/docs/reference/rest/v1/routers
    ipRange: `${tunnel.gcpInside}/30`,
    peerAddress: tunnel.awsInside,
  };
}

/** One `allow` block per protocol, in the order in which the protocols first appear. */
function byProtocol(allow: readonly Traffic[]) {
  const protocols = [...new Set(allow.map(({ protocol }) => protocol))];
  return protocols.map((protocol) => {
    const ports = allow.filter((traffic) => traffic.protocol === protocol).map(portsOf);
    return { protocol, ports: [...new Set(ports)].filter((port) => port !== "") };
  });
}

/** Pairs with the spaces that put their equals signs in one column, as `terraform fmt` does. */
export function aligned(pairs: readonly Tag[]) {
  // It counts characters as a reader sees them, of whatever width.
  const widths = pairs.map(({ key }) => cellsOf(hclString(key)).length);
  const widest = Math.max(0, ...widths);
  return pairs.map(({ key, value }, index) => ({
    key,
    value,
    paddingText: " ".repeat(widest - (widths[index] ?? 0)),
  }));
}
