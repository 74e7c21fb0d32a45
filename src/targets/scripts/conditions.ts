/** Scripts that not every VPN has. */
import type { Target } from "../target.ts";
import { scriptFile } from "./library.ts";

/** `roll.sh` changes both sides, so it comes with what makes each. */
export const rollScript: Target = (_, { artifacts }) => {
  const makesGoogle = artifacts.has("terraform") || artifacts.has("gcloud");
  return artifacts.has("tunnel-options") && makesGoogle ? [scriptFile("roll")] : [];
};

/**
 * `aws/tgw-routes.sh`: route tables of a transit gateway for the attachments of the connections, whose ids
 * CloudFormation does not offer, and of the VPCs, which the gateway may have associated by default before
 * CloudFormation could. One Terraform root does it itself, but for what other accounts attach to an existing gateway.
 *
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
 */
export const tgwRoutesScript: Target = ({ aws: { gateway, vpcs } }, { artifacts }) => {
  if (gateway.type !== "tgw") return [];
  const others = vpcs.some(({ account, subnets }) => account !== "" && subnets.length > 0);
  const isNeeded = !artifacts.has("terraform-aws") || (gateway.origin.existing && others);
  return isNeeded ? [scriptFile("tgw-routes")] : [];
};
