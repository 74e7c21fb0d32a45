/** What the scripts that work on the whole VPN must know of the other artifacts, and of the keys. */
import type { ScriptData } from "../render/script.ts";
import type { Topology } from "../topology/topology.ts";
import type { EmitContext } from "./target.ts";

/** The template, or "" where none was made, and the tools for Google Cloud's side. */
export function artifactData({ output }: Topology, { artifacts }: EmitContext): ScriptData {
  const template = "aws/cloudformation.yaml";
  return {
    TEMPLATE: artifacts.includes(template) ? template : "",
    GCP_TOOLS: [
      ...(artifacts.includes("gcp/terraform/main.tf") ? ["terraform"] : []),
      ...(artifacts.includes("gcp/gcloud.sh") ? ["gcloud"] : []),
    ],
    TERRAFORM_FORM: output.terraformForm,
  };
}

/** Where the keys are, and where they come from. */
export function keyData({ keys, tunnels }: Topology): ScriptData {
  return {
    SOURCE: keys.source,
    KEY_PROJECT: keys.gcpProject,
    AWS_SECRETS: tunnels.map(({ awsSecret }) => awsSecret),
    GCP_SECRETS: tunnels.map(({ gcpSecret }) => gcpSecret),
  };
}

/** Accounts whose VPCs have a template of their own. */
export function accountsWithTemplate({ artifacts }: EmitContext): string[] {
  return artifacts.flatMap((path) => /^aws\/vpc-(\d+)\.yaml$/.exec(path)?.[1] ?? []);
}

/** Other accounts, and the stack that each has. */
export function accountData({ aws }: Topology, context: EmitContext): ScriptData {
  return { ACCOUNTS: accountsWithTemplate(context), ACCOUNT_STACK: `${aws.stackName}-vpc` };
}
