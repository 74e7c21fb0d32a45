/** `deploy.sh`: the whole order, or one cloud's side of it. It calls the other scripts by their paths. */
import aws from "../../templates/deploy/aws.sh";
import changes from "../../templates/deploy/changes.sh";
import body from "../../templates/deploy/deploy.sh";
import foreign from "../../templates/deploy/foreign.sh";
import google from "../../templates/deploy/google.sh";
import preflight from "../../templates/deploy/preflight.sh";
import stack from "../../templates/deploy/stack.sh";
import { downStatuses } from "../facts/gcp-answers.ts";
import { script } from "../render/script.ts";
import type { Topology } from "../topology/topology.ts";
import { accountData, artifactData, keyData } from "./artifact-data.ts";
import type { Artifact } from "./artifacts.ts";
import { stackDescription } from "./cloudformation.ts";
import { deploymentChecks, preflightData } from "./preflight.ts";
import {
  awsCalls,
  awsData,
  changeSets,
  cidr,
  common,
  confirming,
  files,
  gcpData,
  gcpTool,
  gcpTunnels,
  isAddress,
  limitingSide,
  moved,
  next,
  onConnections,
  onGcp,
  onStack,
  onTerraform,
  onTunnels,
  side,
  terraformPlan,
  terraformState,
  waiting,
} from "./script-parts.ts";
import { type EmitContext, headerText, scriptFile, type Target } from "./target.ts";

export const deploy: Target = (topology, context) => {
  const { aws: onAwsSide, gcp, name, tunnels } = topology;
  const has = (artifact: Artifact) => (context.artifacts.has(artifact) ? "yes" : "no");
  const text = script({
    header: headerText(context),
    data: {
      NAME: name,
      ...awsData(topology),
      STACK: onAwsSide.stackName,
      STACK_DESCRIPTION: stackDescription(topology),
      ...artifactData(topology, context),
      HAS_OPTIONS: has("tunnel-options"),
      HAS_ROUTES: has("tgw-routes"),
      ...accountData(topology, context),
      ACCOUNT_GATEWAYS: accountGateways(topology, context),
      ...gcpData(topology),
      GATEWAY: gcp.gateway.name,
      GATEWAY_EXISTING: gcp.gateway.existing ? "yes" : "no",
      EXTERNAL_GATEWAY: gcp.externalGatewayName,
      FIREWALL: gcp.firewall.name,
      TUNNELS: tunnels.map(({ id }) => id),
      INSIDE_CIDRS: tunnels.map(({ insideCidr }) => insideCidr),
      TUNNEL_NAMES: tunnels.map(({ names }) => names.tunnel),
      PEER_INTERFACES: tunnels.map(({ peerInterface }) => String(peerInterface)),
      DOWN_STATUSES: downStatuses.value,
      ...keyData(topology),
      ...preflightData(topology),
    },
    bodies: [
      common,
      next,
      side,
      waiting,
      confirming,
      files,
      isAddress,
      cidr,
      awsCalls,
      onStack,
      changeSets,
      onConnections,
      onTunnels,
      moved,
      onGcp,
      gcpTool,
      limitingSide,
      gcpTunnels,
      onTerraform,
      terraformPlan,
      terraformState,
      ...deploymentChecks,
      preflight,
      changes,
      stack,
      aws,
      foreign,
      google,
      body,
    ],
  });
  return [scriptFile("deploy", text)];
};

/** The transit gateway that each other account's template needs: an id, `ask`, or "". */
function accountGateways({ aws }: Topology, { accounts }: EmitContext): string[] {
  const { origin } = aws.gateway;
  const uses = (account: string) =>
    aws.vpcs.some((vpc) => vpc.account === account && vpc.subnets.length + vpc.routeTables.length > 0);
  return accounts.map((account) => {
    if (!uses(account)) return "";
    return origin.existing ? origin.id : "ask";
  });
}
