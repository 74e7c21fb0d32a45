/** What the documents say where both sides are one Terraform root. */
import renderAccountModule from "../../../templates/runbook/one-apply/account-module.md.hbs";
import renderAccountRoot from "../../../templates/runbook/one-apply/account-root.md.hbs";
import renderApplyModule from "../../../templates/runbook/one-apply/apply-module.md.hbs";
import renderApplyRoot from "../../../templates/runbook/one-apply/apply-root.md.hbs";
import renderChanges from "../../../templates/runbook/one-apply/changes.md.hbs";
import renderKeptPropagation from "../../../templates/runbook/one-apply/kept-propagation.md.hbs";
import renderKeys from "../../../templates/runbook/one-apply/keys.md.hbs";
import renderRemove from "../../../templates/runbook/one-apply/remove.md.hbs";
import renderTgwRoutes from "../../../templates/runbook/one-apply/tgw-routes.md.hbs";
import { redactedKey } from "../../facts/terraform.ts";
import type { Topology } from "../../topology/topology.ts";
import { accountRootPath } from "../artifacts.ts";
import type { EmitContext } from "../target.ts";
import { verifyFlags } from "./flags.ts";

/** The applies, and what follows them. */
export function oneApply(topology: Topology, context: EmitContext): string[] {
  const { artifacts, accounts } = context;
  const isModule = topology.output.terraformForm === "module";
  return [
    isModule ? renderApplyModule({}) : renderApplyRoot({}),
    ...accountSteps(topology, accounts),
    ...(artifacts.has("tgw-routes")
      ? [renderTgwRoutes({ verifyFlagsText: verifyFlags(topology, context) })]
      : []),
  ];
}

const terraformOf = ({ output }: Topology) =>
  output.terraformForm === "module" ? "terraform" : "terraform -chdir=terraform";

/** Keys, and what Terraform can change. */
export function oneApplyChanges(topology: Topology): string[] {
  const isModule = topology.output.terraformForm === "module";
  return [
    renderKeys({
      redacted: redactedKey.value,
      region: topology.aws.region,
      terraformText: terraformOf(topology),
      numbersPlaceText: isModule ? "as an argument of the module" : "in `terraform/terraform.tfvars`",
    }),
    renderChanges({}),
  ];
}

/** What is applied in each other account with VPCs. */
function accountSteps({ aws, output }: Topology, accounts: readonly string[]): string[] {
  const createsTransitGateway = aws.gateway.type === "tgw" && !aws.gateway.origin.existing;
  const sharingText = createsTransitGateway
    ? `The root shares its transit gateway with the account through Resource Access Manager. Accept the share there first, unless
both accounts are in one organization that shares without asking.`
    : "The transit gateway must be shared with the account.";
  const step = output.terraformForm === "module" ? renderAccountModule : renderAccountRoot;
  return accounts.map((account) =>
    step({ account, folder: accountRootPath(account), sharingText, createsTransitGateway }),
  );
}

/** How the VPN is taken down. */
export function removal(topology: Topology): string[] {
  const { aws, gcp } = topology;
  const terraformText = terraformOf(topology);
  const isTgw = aws.gateway.type === "tgw";
  const created = !aws.gateway.origin.existing;
  const protectedResources = [
    { type: "aws_vpn_connection", name: "a" },
    { type: "aws_vpn_connection", name: "b" },
    ...(created ? [{ type: isTgw ? "aws_ec2_transit_gateway" : "aws_vpn_gateway", name: "vpn" }] : []),
    ...(gcp.gateway.existing ? [] : [{ type: "google_compute_ha_vpn_gateway", name: "vpn" }]),
  ];
  const keepsPropagation = !isTgw && !created && aws.vpcs.some(({ routeTables }) => routeTables.length > 0);
  const forgetPropagation = `${terraformText} state list | grep 'aws_vpn_gateway_route_propagation\\.vpc' | xargs -I ADDRESS ${terraformText} state rm ADDRESS`;
  const commands = [...(keepsPropagation ? [forgetPropagation] : []), `${terraformText} destroy`];
  return [
    renderRemove({
      protected: protectedResources,
      commands: commands.map((commandText) => ({ commandText })),
    }),
    ...(keepsPropagation ? [renderKeptPropagation({})] : []),
  ];
}
