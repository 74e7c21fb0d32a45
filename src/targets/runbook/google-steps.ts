/** The steps on Google Cloud where its side has a tool of its own: Terraform, gcloud or either. */
import renderGatewayGcloud from "../../../templates/runbook/steps/gateway-gcloud.md.hbs";
import renderGatewayModule from "../../../templates/runbook/steps/gateway-module.md.hbs";
import renderGatewayRoot from "../../../templates/runbook/steps/gateway-root.md.hbs";
import renderNoAddresses from "../../../templates/runbook/steps/no-addresses.md.hbs";
import renderTunnelsGcloud from "../../../templates/runbook/steps/tunnels-gcloud.md.hbs";
import renderTunnelsTerraform from "../../../templates/runbook/steps/tunnels-terraform.md.hbs";
import type { Topology } from "../../topology/topology.ts";
import type { EmitContext } from "../target.ts";
import { choosesTool } from "./flags.ts";

/** The first step: what has addresses for AWS. */
export function googleGateway({ output }: Topology, context: EmitContext): string[] {
  const gateway = output.terraformForm === "module" ? renderGatewayModule : renderGatewayRoot;
  return [
    "### Gateway and router on Google Cloud",
    ...(choosesTool(context) ? ["Either with Terraform or with gcloud; stay with one."] : []),
    ...(withTerraform(context) ? [gateway({}), renderNoAddresses({})] : []),
    ...(withGcloud(context) ? [renderGatewayGcloud({})] : []),
    "Either way `gcp-addresses.json` now holds the two addresses of the HA VPN gateway.",
  ];
}

/** The second step: the tunnels, to AWS's addresses. */
export function googleTunnels({ output }: Topology, context: EmitContext): string[] {
  const applyText =
    output.terraformForm === "module"
      ? "terraform apply -var-file=aws-addresses.json -var-file=psk-versions.json"
      : "terraform -chdir=gcp/terraform apply";
  return [
    "### Tunnels on Google Cloud",
    ...(withTerraform(context) ? [renderTunnelsTerraform({ applyText })] : []),
    ...(withGcloud(context) ? [renderTunnelsGcloud({})] : []),
  ];
}

function withTerraform({ artifacts }: EmitContext): boolean {
  return artifacts.has("terraform");
}

function withGcloud({ artifacts }: EmitContext): boolean {
  return artifacts.has("gcloud");
}
