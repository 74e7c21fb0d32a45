/** What the scripts that work on the whole VPN must know of the other artifacts, and of the keys. */
import type { ScriptData } from "../render/script.ts";
import type { Topology } from "../topology/topology.ts";
import type { EmitContext } from "./target.ts";

/** Which artifacts were made: paths, `yes` or `no`, and the tools for Google Cloud's side. */
export function artifactData({ output }: Topology, { artifacts }: EmitContext): ScriptData {
  const yes = (path: string) => (artifacts.includes(path) ? "yes" : "no");
  const template = "aws/cloudformation.yaml";
  return {
    TEMPLATE: artifacts.includes(template) ? template : "",
    HAS_OPTIONS: yes("aws/tunnel-options.sh"),
    HAS_ROUTES: yes("aws/tgw-routes.sh"),
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
