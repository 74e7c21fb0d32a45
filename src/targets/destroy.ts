/** `destroy.sh`: removes what deploy.sh has made, in the reverse order, and nothing else. */
import aws from "../../templates/destroy/aws.sh";
import body from "../../templates/destroy/destroy.sh";
import google from "../../templates/destroy/google.sh";
import ownTunnels from "../../templates/destroy/tunnels.sh";
import { script } from "../render/script.ts";
import type { Topology } from "../topology/topology.ts";
import { accountData, artifactData, keyData } from "./artifact-data.ts";
import { sorted } from "./cloudformation/gateway.ts";
import { stackDescription } from "./cloudformation.ts";
import {
  awsData,
  common,
  files,
  firewallData,
  gcpData,
  gcpFirewall,
  gcpResources,
  gcpTool,
  limitingSide,
  madeByTool,
  onAws,
  onGcp,
  onStack,
  onTerraform,
  side,
  terraformPlan,
  terraformState,
  waiting,
} from "./script-parts.ts";
import { headerText, scriptFile, type Target } from "./target.ts";

export const destroy: Target = (topology, context) => {
  const { aws: onAwsSide, gcp, name, tunnels } = topology;
  const text = script({
    header: headerText(context),
    data: {
      NAME: name,
      ...awsData(topology),
      STACK: onAwsSide.stackName,
      STACK_DESCRIPTION: stackDescription(topology),
      OWN_GATEWAY: ownGateway(topology),
      ...propagationData(topology),
      OWN_LOG_GROUP: onAwsSide.logs.create ? onAwsSide.logs.group : "",
      ...artifactData(topology, context),
      ...accountData(topology, context),
      ...gcpData(topology),
      GATEWAY: gcp.gateway.name,
      GATEWAY_EXISTING: gcp.gateway.existing ? "yes" : "no",
      ROUTER: gcp.router.name,
      ROUTER_EXISTING: gcp.router.existing ? "yes" : "no",
      EXTERNAL_GATEWAY: gcp.externalGatewayName,
      ...firewallData(topology),
      TUNNEL_NAMES: tunnels.map(({ names }) => names.tunnel),
      INTERFACE_NAMES: tunnels.map(({ names }) => names.interface),
      ...keyData(topology),
    },
    bodies: [
      common,
      side,
      waiting,
      files,
      onAws,
      onStack,
      onGcp,
      gcpResources,
      gcpFirewall,
      gcpTool,
      limitingSide,
      onTerraform,
      terraformPlan,
      terraformState,
      madeByTool,
      aws,
      ownTunnels,
      google,
      body,
    ],
  });
  return [scriptFile("destroy", text)];
};

/** Type of the gateway that the stack creates, and CloudFormation keeps; "" where it only uses one. */
function ownGateway({ aws: { gateway } }: Topology): string {
  return gateway.origin.existing ? "" : gateway.type;
}

/** Tables to which a virtual private gateway propagates that was there before. */
function propagationData({ aws: { gateway, vpcs } }: Topology) {
  const { origin, type } = gateway;
  const kept = type === "vgw" && origin.existing;
  return {
    PROPAGATION_GATEWAY: kept ? origin.id : "",
    PROPAGATION_TABLES: kept ? sorted(vpcs.flatMap(({ routeTables }) => routeTables)) : [],
  };
}
