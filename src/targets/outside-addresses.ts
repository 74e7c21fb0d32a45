/**
 * `aws/outside-addresses.sh`: carries the addresses of AWS's tunnels to Google Cloud's side. CloudFormation
 * does not offer them.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TunnelOption.html
 */
import body from "../../templates/outside-addresses/outside-addresses.sh";
import { script } from "../render/script.ts";
import {
  awsData,
  common,
  connectionData,
  files,
  isAddress,
  moved,
  next,
  onAws,
  onConnections,
  onTunnels,
  outsideFile,
} from "./script-parts.ts";
import { headerText, scriptFile, type Target } from "./target.ts";

export const outsideAddresses: Target = (topology, context) => {
  const text = script({
    header: headerText(context),
    data: { ...awsData(topology), ...connectionData(topology) },
    bodies: [common, next, files, isAddress, onAws, onConnections, onTunnels, moved, outsideFile, body],
  });
  return [scriptFile("outside-addresses", text)];
};
