/**
 * `roll.sh`: changes the suite or the keys on both clouds, one tunnel at a time. It needs the scripts and files that
 * change each side, so it comes with those.
 *
 * https://docs.cloud.google.com/network-connectivity/docs/vpn/how-to/creating-ha-vpn
 */
import moves from "../../templates/roll/moves.sh";
import main from "../../templates/roll/roll.sh";
import sides from "../../templates/roll/sides.sh";
import stack from "../../templates/roll/stack.sh";
import state from "../../templates/roll/state.sh";
import terraform from "../../templates/roll/terraform.sh";
import { type ScriptData, script } from "../render/script.ts";
import type { Topology } from "../topology/topology.ts";
import { artifactPaths } from "./artifacts.ts";
import { addressParameter, deviceNamesParameter } from "./cloudformation/gateway.ts";
import { stackDescription } from "./cloudformation.ts";
import { suiteData } from "./gcloud.ts";
import { connectionChecks, gatewayData, tunnelChecks, versionData } from "./preflight.ts";
import {
  awsCalls,
  awsData,
  bgpSession,
  changeSets,
  cidr,
  common,
  connectionData,
  files,
  gcpData,
  gcpLists,
  gcpResources,
  gcpTool,
  gcpToolData,
  gcpTunnels,
  isAddress,
  keyNote,
  madeByTool,
  moved,
  next,
  onConnections,
  onGcp,
  onStack,
  onTerraform,
  onTunnelState,
  onTunnels,
  outsideFile,
  pskVersions,
  pskVersionsWritten,
  terraformPlan,
  tunnelPlace,
  waiting,
} from "./script-parts.ts";
import { type EmitContext, headerText, scriptFile, type Target } from "./target.ts";
import { onOptions, optionData } from "./tunnel-options.ts";

export const roll: Target = (topology, context) => {
  const gcp = gcpToolData(context);
  if (!context.artifacts.has("tunnel-options") || gcp.GCP_TOOLS.length === 0) return [];
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
      ...versionData(),
      ...gatewayData(topology),
    },
    bodies: [
      common,
      next,
      files,
      isAddress,
      awsCalls,
      cidr,
      waiting,
      onStack,
      changeSets,
      onConnections,
      onTunnels,
      moved,
      outsideFile,
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
      terraformPlan,
      ...tunnelChecks,
      ...connectionChecks,
      madeByTool,
      state,
      moves,
      sides,
      terraform,
      stack,
      main,
    ],
  });
  return [scriptFile("roll", text)];
};

function namesOf({ gcp, tunnels }: Topology): ScriptData {
  return {
    NETWORK: gcp.network,
    ROUTER: gcp.router.name,
    EXTERNAL_GATEWAY: gcp.externalGatewayName,
    PEER_INTERFACES: tunnels.map(({ peerInterface }) => String(peerInterface)),
    INTERFACE_NAMES: tunnels.map(({ names }) => names.interface),
    INSIDE_ADDRESSES: tunnels.map(({ gcpInside }) => gcpInside),
    PEER_ADDRESSES: tunnels.map(({ awsInside }) => awsInside),
    TUNNEL_NAMES: tunnels.map(({ names }) => names.tunnel),
    PEER_NAMES: tunnels.map(({ names }) => names.peer),
    GCP_SECRETS: tunnels.map(({ gcpSecret }) => gcpSecret),
  };
}

/** The template whose stack follows; "" where it does not set the options. */
function stackData(topology: Topology, { artifacts }: EmitContext): ScriptData {
  const { aws, connections } = topology;
  const follows = aws.optionsOwner === "template" && artifacts.has("cloudformation");
  return {
    TEMPLATE: follows ? artifactPaths.cloudformation : "",
    STACK_DESCRIPTION: stackDescription(topology),
    STACK_PARAMETERS: [...connections.map(addressParameter), deviceNamesParameter],
  };
}
