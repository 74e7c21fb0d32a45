/** Sections of the runbook that do not depend on the order of the steps. */
import renderDeploy from "../../../templates/runbook/deploy.md.hbs";
import renderTrouble from "../../../templates/runbook/trouble.md.hbs";
import { longestPolicy } from "../../facts/iam.ts";
import type { Topology } from "../../topology/topology.ts";
import { gcpTools } from "../artifact-data.ts";
import { googlePermissions } from "../permissions/google-calls.ts";
import type { EmitContext } from "../target.ts";
import { accountPolicy, awsPolicy } from "./access.ts";
import { awsValues, isAwsElsewhere } from "./aws-values.ts";
import { changesTable } from "./changes.ts";
import { namesTable, tunnelNamesTable } from "./parameters.ts";
import { picture } from "./picture.ts";

/** Markdown by the names under which RUNBOOK.md.hbs prints it. */
export function sections(topology: Topology, context: EmitContext) {
  const { artifacts } = context;
  const setting = { topology, artifacts };
  const { aws, gcp, keys, name, output } = topology;
  const makers = gcpTools(artifacts);
  const chooseTool = makers.length > 1;
  const isModule = artifacts.has("terraform") && output.terraformForm === "module";
  const isOneApply = artifacts.has("terraform-aws");
  const view = {
    isOneApply,
    awsElsewhere: isAwsElsewhere(context),
    applyText: output.terraformForm === "module" ? "terraform apply" : "terraform -chdir=terraform apply",
    name,
    chooseTool,
    isModule,
    flagText: [
      ...(chooseTool ? [" --gcp terraform"] : []),
      ...(isModule ? [" --terraform-root ."] : []),
    ].join(""),
    keepsPropagation: aws.gateway.type === "vgw" && aws.gateway.origin.existing,
    project: gcp.project,
    keyProject: keys.gcpProject,
    withLogs: aws.logs.enabled,
    logGroup: aws.logs.group,
    policyText: awsPolicy(setting),
    policyLimitText: String(longestPolicy.value),
    accountPolicies: context.accounts.map((account) => ({
      account,
      accountPolicyText: accountPolicy(setting, account),
    })),
    permissionsText: googlePermissions(setting, "vpn").join("\n"),
    keyPermissionsText: googlePermissions(setting, "keys").join("\n"),
  };
  return {
    pictureText: picture(topology),
    tableText: healthyTable(),
    deployText: artifacts.has("deploy") ? renderDeploy(view).trim() : "",
    awsValuesText: awsValues(topology, context),
    namesTableText: namesTable(topology, isOneApply),
    tunnelNamesTableText: tunnelNamesTable(topology, isOneApply),
    changesTableText: changesTable(topology, {
      isOneApply,
      withRoll: artifacts.has("roll"),
      makers,
    }),
    troubleText: renderTrouble(view).trim(),
  };
}

/** What verify.sh prints of a healthy VPN, but for the ranges. */
function healthyTable(): string {
  const row = (layer: string, cell: string, rest = "") =>
    [
      layer.padEnd(27),
      ...["a1", "a2", "b1", "b2"].map(() => cell.padEnd(13)),
      `ok       ${rest}`.trim(),
    ].join("");
  return [
    `${"layer".padEnd(27)}${["a1", "a2", "b1", "b2"].map((id) => id.padEnd(13)).join("")}verdict`,
    row("AWS: tunnel", "UP"),
    row("AWS: routes accepted", "1"),
    row("AWS: negotiated suite", "as declared"),
    row("AWS: route tables", "", "rtb-… has all"),
    row("Google: tunnel", "ESTABLISHED"),
    row("Google: BGP session", "UP"),
    row("Google: routes learned", "1"),
    row("Google: routes advertised", "all"),
    row("Google: routes to AWS", "", "has all"),
    row("Google: redundancy", "", "CONNECTION_REDUNDANCY_MET"),
  ].join("\n");
}
