/** What the scripts that work on the whole VPN must know of the other artifacts, and of the keys. */
import type { ScriptData } from "../render/script.ts";
import type { Topology } from "../topology/topology.ts";
import { type Artifact, artifactPaths } from "./artifacts.ts";
import { sorted } from "./cloudformation/gateway.ts";
import type { EmitContext } from "./target.ts";

/** The tools that there are artifacts for: what makes Google Cloud's side. */
export function gcpTools(artifacts: ReadonlySet<Artifact>) {
  return (["terraform", "gcloud"] as const).filter((tool) => artifacts.has(tool));
}

/** The template, or "" where none was made, and the tools for Google Cloud's side. */
export function artifactData({ output }: Topology, { artifacts }: EmitContext): ScriptData {
  return {
    TEMPLATE: artifacts.has("cloudformation") ? artifactPaths.cloudformation : "",
    GCP_TOOLS: gcpTools(artifacts),
    TERRAFORM_FORM: output.terraformForm,
  };
}

/** The accounts of VPCs that are not the VPN's own. */
export function otherAccounts({ aws }: Topology): string[] {
  return sorted(aws.vpcs.map(({ account }) => account).filter((account) => account !== ""));
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

/** Other accounts, and the stack that each has. */
export function accountData({ aws }: Topology, { accounts }: EmitContext): ScriptData {
  return { ACCOUNTS: accounts, ACCOUNT_STACK: `${aws.stackName}-vpc` };
}
