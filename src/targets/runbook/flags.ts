/** What the runbook's commands have to be told of a VPN. */
import { codeSpan } from "../../render/markdown.ts";
import type { Topology } from "../../topology/topology.ts";
import type { EmitContext } from "../target.ts";

/** What deploy.sh and destroy.sh have to be told. */
export function deployFlags(topology: Topology, context: EmitContext): string {
  return (choosesTool(context) ? " --gcp terraform" : "") + rollFlags(topology, context);
}

/** What roll.sh has to be told: where the root is that calls a module. */
export function rollFlags(topology: Topology, context: EmitContext): string {
  return callsGoogleModule(topology, context) ? " --terraform-root ." : "";
}

/** What verify.sh has to be told where no stack names the connections. */
export function verifyFlags({ output }: Topology, { artifacts }: EmitContext): string {
  if (!artifacts.has("terraform-aws")) return "";
  const folder = output.terraformForm === "module" ? "" : " -chdir=terraform";
  return ["a", "b"]
    .map((id) => ` \\\n  --connection-${id} "$(terraform${folder} output -raw aws_connection_${id})"`)
    .join("");
}

/** The files that say which version of its key each tunnel has. */
export function pinFiles({ output }: Topology, { artifacts }: EmitContext): string {
  const copied = artifacts.has("terraform") && output.terraformForm === "root";
  const copy = copied
    ? ` and, for Terraform, ${codeSpan("gcp/terraform/psk-versions.auto.tfvars.json")}`
    : "";
  return codeSpan("psk-versions.json") + copy;
}

/** Whether Google Cloud's side can be made with either tool. */
export function choosesTool({ artifacts }: EmitContext): boolean {
  return artifacts.has("terraform") && artifacts.has("gcloud");
}

/** Whether Google Cloud's side is a module that a root elsewhere calls. */
export function callsGoogleModule({ output }: Topology, { artifacts }: EmitContext): boolean {
  return artifacts.has("terraform") && output.terraformForm === "module";
}
