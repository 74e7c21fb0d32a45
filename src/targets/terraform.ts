/** Google Cloud's side as Terraform: a root to apply, or a module to call. */
import renderOutputs from "../../templates/terraform/outputs.tf.hbs";
import renderTunnels from "../../templates/terraform/tunnels.tf.hbs";
import renderVariables from "../../templates/terraform/variables.tf.hbs";
import { hclFile } from "../render/hcl.ts";
import { commentText } from "../render/quote.ts";
import type { Topology } from "../topology/topology.ts";
import { artifactPaths } from "./artifacts.ts";
import { headerText, type Target } from "./target.ts";
import { bgpSessions, googleGateway, googleProvider, googleTunnelsView } from "./terraform/google.ts";
import { hasBackend, isRoot, versions } from "./terraform/root.ts";

/**
 * Emits `gcp/terraform`. It is applied twice: first with `aws_outside_addresses = null`, for the HA VPN
 * gateway and the router, then with AWS's addresses, for the rest.
 *
 * No address of a resource depends on what the user wrote.
 */
export const terraform: Target = (topology, context) => {
  const header = commentText(headerText(context));
  const file = (name: string, ...blocks: string[]) => ({
    artifact: "terraform" as const,
    account: "",
    path: `${artifactPaths.terraform}/${name}`,
    text: hclFile(header, blocks),
    executable: false,
  });
  return [
    file("versions.tf", versions(topology, { providers: ["google"], hasBackend: hasBackend(topology) })),
    ...(isRoot(topology) ? [file("providers.tf", googleProvider(topology))] : []),
    file("variables.tf", renderVariables(variablesView(topology))),
    file("main.tf", ...googleGateway(topology)),
    file("tunnels.tf", renderTunnels(tunnelsView(topology)), bgpSessions(topology)),
    file("outputs.tf", renderOutputs({})),
  ];
};

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

function tunnelsView(topology: Topology) {
  return { ...googleTunnelsView(topology), secretProject: topology.keys.gcpProject };
}
