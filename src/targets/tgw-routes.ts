/**
 * `aws/tgw-routes.sh`: route tables of a transit gateway for the attachments of the connections, whose ids
 * CloudFormation does not offer, and of the VPCs, which the gateway may have associated by default before
 * CloudFormation could. Nothing for a virtual private gateway.
 *
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
 */
import body from "../../templates/tgw-routes/tgw-routes.sh";
import { script } from "../render/script.ts";
import type { Topology } from "../topology/topology.ts";
import { awsData, common, next, onAws, onConnections, waiting } from "./script-parts.ts";
import { headerText, scriptFile, type Target } from "./target.ts";

export const tgwRoutes: Target = (topology, context) => {
  const { gateway, stackName, vpcs } = topology.aws;
  if (context.artifacts.has("terraform-aws") && !hasOtherAccounts(topology)) return [];
  const attached = isArranged(topology) ? vpcs.filter(({ subnets }) => subnets.length > 0) : [];
  if (gateway.type !== "tgw") return [];
  const text = script({
    header: headerText(context),
    data: {
      ...awsData(topology),
      STACK: stackName,
      ASSOCIATE: gateway.associate,
      PROPAGATE: gateway.propagate,
      GATEWAY_ID: gateway.origin.existing ? gateway.origin.id : "",
      VPCS: attached.map(({ id }) => id),
      VPC_OWNERS: attached.map(({ account }) => account),
    },
    bodies: [common, next, onAws, waiting, onConnections, body],
  });
  return [scriptFile("tgw-routes", text)];
};

/** Whether other accounts attach VPCs to an existing gateway, which no template of the VPN's own account knows. */
function hasOtherAccounts({ aws: { gateway, vpcs } }: Topology): boolean {
  return gateway.origin.existing && vpcs.some(({ account, subnets }) => account !== "" && subnets.length > 0);
}

/** Whether VPC attachments need anything: a gateway that is created here accepts them, and has one table for all. */
function isArranged({ aws: { gateway } }: Topology): boolean {
  return gateway.origin.existing;
}
