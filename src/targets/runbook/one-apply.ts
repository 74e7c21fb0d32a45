/** The runbook's steps where both sides are one Terraform root. */
import render from "../../../templates/runbook/one-apply.md.hbs";
import { redactedKey } from "../../facts/terraform.ts";
import type { Topology } from "../../topology/topology.ts";
import { accountRootPath } from "../artifacts.ts";
import type { EmitContext } from "../target.ts";

export function oneApply(
  topology: Topology,
  { artifacts, accounts }: EmitContext,
  verifyFlagsText: string,
): string {
  const { aws, gcp, output } = topology;
  const isModule = output.terraformForm === "module";
  const isTgw = aws.gateway.type === "tgw";
  const created = !aws.gateway.origin.existing;
  const protectedResources = [
    { type: "aws_vpn_connection", name: "a" },
    { type: "aws_vpn_connection", name: "b" },
    ...(created ? [{ type: isTgw ? "aws_ec2_transit_gateway" : "aws_vpn_gateway", name: "vpn" }] : []),
    ...(gcp.gateway.existing ? [] : [{ type: "google_compute_ha_vpn_gateway", name: "vpn" }]),
  ];
  return render({
    isModule,
    withRoutesScript: artifacts.has("tgw-routes"),
    verifyFlagsText,
    region: aws.region,
    accounts: accounts.map((account) => ({ account, folder: accountRootPath(account) })),
    createsTransitGateway: isTgw && created,
    keepsPropagation: !isTgw && !created && aws.vpcs.some(({ routeTables }) => routeTables.length > 0),
    redacted: redactedKey.value,
    terraformText: isModule ? "terraform" : "terraform -chdir=terraform",
    protected: protectedResources,
  }).trimEnd();
}
