/** What the emitted scripts share: functions, and the data that those functions read. */

import awsCalls from "../../templates/shell/aws.sh";
import awsAccount from "../../templates/shell/aws-account.sh";
import { preSharedKeyPattern } from "../facts/aws.ts";
import { gcloudCipherTrack } from "../facts/gcp.ts";
import type { ScriptData } from "../render/script.ts";
import type { Topology } from "../topology/topology.ts";
import { portsOf } from "../topology/traffic.ts";
import { gcpTools } from "./artifact-data.ts";
import type { EmitContext } from "./target.ts";

export { default as awsKeys } from "../../templates/shell/aws-keys.sh";
export { default as bgpSession } from "../../templates/shell/bgp-session.sh";
export { default as changeSets } from "../../templates/shell/change-set.sh";
export { default as cidr } from "../../templates/shell/cidr.sh";
export { default as common } from "../../templates/shell/common.sh";
export { default as confirming } from "../../templates/shell/confirm.sh";
export { default as onConnections } from "../../templates/shell/connections.sh";
export { default as files } from "../../templates/shell/files.sh";
export { default as onGcp } from "../../templates/shell/gcp.sh";
export { default as gcpFirewall } from "../../templates/shell/gcp-firewall.sh";
export { default as gcpLists } from "../../templates/shell/gcp-lists.sh";
export { default as gcpResources } from "../../templates/shell/gcp-resources.sh";
export { default as gcpTool } from "../../templates/shell/gcp-tool.sh";
export { default as gcpTrack } from "../../templates/shell/gcp-track.sh";
export { default as gcpTunnels } from "../../templates/shell/gcp-tunnels.sh";
export { default as isAddress } from "../../templates/shell/is-address.sh";
export { default as keyNote } from "../../templates/shell/key-note.sh";
export { default as limitingSide } from "../../templates/shell/limit-side.sh";
export { default as madeByTool } from "../../templates/shell/made-by-tool.sh";
export { default as moved } from "../../templates/shell/moved.sh";
export { default as movedOneRoot } from "../../templates/shell/moved-one-root.sh";
export { default as next } from "../../templates/shell/next.sh";
export { default as outsideFile } from "../../templates/shell/outside-file.sh";
export { default as pskVersions } from "../../templates/shell/psk-versions.sh";
export { default as pskVersionsWritten } from "../../templates/shell/psk-versions-write.sh";
export { default as side } from "../../templates/shell/side.sh";
export { default as onStack } from "../../templates/shell/stack.sh";
export { default as onTerraform } from "../../templates/shell/terraform.sh";
export { default as terraformPlan } from "../../templates/shell/terraform-plan.sh";
export { default as terraformState } from "../../templates/shell/terraform-state.sh";
export { default as tunnelPlace } from "../../templates/shell/tunnel-place.sh";
export { default as onTunnelState } from "../../templates/shell/tunnel-state.sh";
export { default as onTunnels } from "../../templates/shell/tunnels.sh";
export { default as waiting } from "../../templates/shell/wait.sh";

/** The aws CLI alone, for scripts that check the account with much else. */
export { awsCalls };
/** With the check of the account. */
export const onAws = `${awsCalls}\n\n${awsAccount}`;

/** For `onAws`. */
export function awsData({ aws }: Topology): ScriptData {
  return { REGION: aws.region, ACCOUNT: aws.account };
}

/** For `awsKeys`. */
export function awsKeyData({ tunnels }: Topology): ScriptData {
  return {
    KEY_PATTERN: preSharedKeyPattern.value,
    AWS_SECRETS: tunnels.map(({ awsSecret }) => awsSecret),
  };
}

/** For `onGcp`; `gcpResources` needs `files` too. */
export function gcpData({ gcp }: Topology): ScriptData {
  return { GCP_PROJECT: gcp.project, GCP_REGION: gcp.region, CIPHER_TRACK: gcloudCipherTrack.value };
}

/** For `gcpFirewall`; the rule's description says whose it is. */
export function firewallData({ aws, gcp, name }: Topology): ScriptData {
  return {
    NETWORK: gcp.network,
    FIREWALL: gcp.firewall.name,
    FIREWALL_ALLOW: gcp.firewall.allow.map((traffic) =>
      [traffic.protocol, portsOf(traffic)].filter((part) => part !== "").join(":"),
    ),
    FIREWALL_RANGES: gcp.firewall.external ? [] : aws.cidrs,
    FIREWALL_NOTE: `Lets in what AWS sends through the VPN ${name} in ${gcp.region}`,
  };
}

/** For `gcpTool`: the tools that there are artifacts for. */
export function gcpToolData({ artifacts }: EmitContext) {
  return { GCP_TOOLS: gcpTools(artifacts) };
}

/** For `onConnections` and `onTunnels`. */
export function connectionData({ aws, tunnels }: Topology): ScriptData {
  return {
    STACK: aws.stackName,
    TUNNELS: tunnels.map(({ id }) => id),
    INSIDE_CIDRS: tunnels.map(({ insideCidr }) => insideCidr),
  };
}
