/**
 * `roll.sh`: changes the suite or the keys on both clouds, one tunnel at a time. It needs the scripts and files that
 * change each side, so it comes with those.
 *
 * https://docs.cloud.google.com/network-connectivity/docs/vpn/how-to/creating-ha-vpn
 */
import main from "../../templates/roll/roll.sh";
import sides from "../../templates/roll/sides.sh";
import stack from "../../templates/roll/stack.sh";
import state from "../../templates/roll/state.sh";
import terraform from "../../templates/roll/terraform.sh";
import { type ScriptData, script } from "../render/script.ts";
import type { Topology } from "../topology/topology.ts";
import { addressParameter, deviceNamesParameter } from "./cloudformation/gateway.ts";
import { suiteData } from "./gcloud.ts";
import {
  awsData,
  bgpSession,
  common,
  connectionData,
  files,
  gcpData,
  gcpLists,
  gcpResources,
  gcpTool,
  gcpToolData,
  gcpTunnels,
  keyNote,
  onAws,
  onConnections,
  onGcp,
  onTerraform,
  onTunnelState,
  onTunnels,
  pskVersions,
  pskVersionsWritten,
  tunnelPlace,
  waiting,
} from "./script-parts.ts";
import { type EmitContext, headerText, type Target } from "./target.ts";
import { onOptions, optionData } from "./tunnel-options.ts";

export const roll: Target = (topology, context) => {
  const gcp = gcpToolData(context);
  if (!context.artifacts.includes("aws/tunnel-options.sh") || gcp.GCP_TOOLS.length === 0) return [];
  const text = script({
    header: headerText(context),
    data: {
      ...awsData(topology),
      ...connectionData(topology),
      ...optionData(topology),
      ...gcpData(topology),
      ...gcp,
      TERRAFORM_FORM: topology.output.terraformForm,
      ...suiteData(topology),
      ...namesOf(topology),
      ...stackData(topology, context),
    },
    bodies: [
      common,
      files,
      onAws,
      waiting,
      onConnections,
      onTunnels,
      tunnelPlace,
      onTunnelState,
      onOptions,
      onGcp,
      gcpResources,
      gcpLists,
      gcpTunnels,
      bgpSession,
      keyNote,
      pskVersions,
      pskVersionsWritten,
      gcpTool,
      onTerraform,
      state,
      sides,
      terraform,
      stack,
      main,
    ],
  });
  return [{ path: "roll.sh", text, executable: true }];
};

function namesOf({ gcp, tunnels }: Topology): ScriptData {
  return {
    ROUTER: gcp.router.name,
    TUNNEL_NAMES: tunnels.map(({ names }) => names.tunnel),
    PEER_NAMES: tunnels.map(({ names }) => names.peer),
    GCP_SECRETS: tunnels.map(({ gcpSecret }) => gcpSecret),
  };
}

/** The template whose stack follows; "" where it does not set the options. */
function stackData({ aws, connections }: Topology, { artifacts }: EmitContext): ScriptData {
  const template = "aws/cloudformation.yaml";
  const follows = aws.optionsOwner === "template" && artifacts.includes(template);
  return {
    TEMPLATE: follows ? template : "",
    STACK_PARAMETERS: [...connections.map(addressParameter), deviceNamesParameter],
  };
}
