/** What the emitted scripts share: functions, and the data that those functions read. */
import { gcloudCipherTrack } from "../facts/gcp.ts";
import type { ScriptData } from "../render/script.ts";
import type { Topology } from "../topology/topology.ts";

export { default as onAws } from "../../templates/shell/aws.sh";
export { default as cidr } from "../../templates/shell/cidr.sh";
export { default as common } from "../../templates/shell/common.sh";
export { default as confirming } from "../../templates/shell/confirm.sh";
export { default as onConnections } from "../../templates/shell/connections.sh";
export { default as files } from "../../templates/shell/files.sh";
export { default as onGcp } from "../../templates/shell/gcp.sh";
export { default as gcpLists } from "../../templates/shell/gcp-lists.sh";
export { default as gcpResources } from "../../templates/shell/gcp-resources.sh";
export { default as gcpTool } from "../../templates/shell/gcp-tool.sh";
export { default as gcpTunnels } from "../../templates/shell/gcp-tunnels.sh";
export { default as side } from "../../templates/shell/side.sh";
export { default as onStack } from "../../templates/shell/stack.sh";
export { default as onTerraform } from "../../templates/shell/terraform.sh";
export { default as onTunnelState } from "../../templates/shell/tunnel-state.sh";
export { default as onTunnels } from "../../templates/shell/tunnels.sh";
export { default as waiting } from "../../templates/shell/wait.sh";

/** For `onAws`. */
export function awsData({ aws }: Topology): ScriptData {
  return { REGION: aws.region, ACCOUNT: aws.account };
}

/** For `onGcp`; `gcpResources` needs `files` too. */
export function gcpData({ gcp }: Topology): ScriptData {
  return { GCP_PROJECT: gcp.project, GCP_REGION: gcp.region, CIPHER_TRACK: gcloudCipherTrack.value };
}

/** For `onConnections` and `onTunnels`. */
export function connectionData({ aws, tunnels }: Topology): ScriptData {
  return {
    STACK: aws.stackName,
    TUNNELS: tunnels.map(({ id }) => id),
    INSIDE_CIDRS: tunnels.map(({ insideCidr }) => insideCidr),
  };
}
