/**
 * `aws/tgw-routes.sh`: route tables of a transit gateway for the VPN's attachments, whose ids CloudFormation
 * does not offer. Nothing for a virtual private gateway.
 *
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
 */
import body from "../../templates/tgw-routes/tgw-routes.sh";
import { script } from "../render/script.ts";
import { awsData, common, onAws, onConnections, waiting } from "./script-parts.ts";
import { headerText, type Target } from "./target.ts";

export const tgwRoutes: Target = (topology, context) => {
  const { gateway, stackName } = topology.aws;
  if (gateway.type !== "tgw") return [];
  const text = script({
    header: headerText(context),
    data: {
      ...awsData(topology),
      STACK: stackName,
      ASSOCIATE: gateway.associate,
      PROPAGATE: gateway.propagate,
    },
    bodies: [common, onAws, waiting, onConnections, body],
  });
  return [{ path: "aws/tgw-routes.sh", text, executable: true }];
};
