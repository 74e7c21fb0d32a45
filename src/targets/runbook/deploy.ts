/** The sections about deploy.sh, where there is one. */
import renderChooseTool from "../../../templates/runbook/deploy/choose-tool.md.hbs";
import renderExitStatus from "../../../templates/runbook/deploy/exit-status.md.hbs";
import renderModuleFlag from "../../../templates/runbook/deploy/module-flag.md.hbs";
import renderOneCommand from "../../../templates/runbook/deploy/one-command.md.hbs";
import renderTwoTeams from "../../../templates/runbook/deploy/two-teams.md.hbs";
import { table } from "../../render/markdown.ts";
import type { Topology } from "../../topology/topology.ts";
import type { EmitContext } from "../target.ts";
import { isAwsElsewhere } from "./aws-values.ts";
import { callsGoogleModule, choosesTool, deployFlags } from "./flags.ts";

/** One command for one team, and who runs what where there are two. */
export function deploySections(topology: Topology, context: EmitContext): string[] {
  if (!context.artifacts.has("deploy")) return [];
  return [
    renderOneCommand({ flagText: deployFlags(topology, context) }),
    ...(choosesTool(context) ? [renderChooseTool({})] : []),
    ...(callsGoogleModule(topology, context) ? [renderModuleFlag({})] : []),
    renderExitStatus({}),
    renderTwoTeams({ teamsTableText: teamsTable(context) }),
  ];
}

function teamsTable(context: EmitContext): string {
  const awsSide = isAwsElsewhere(context)
    ? ['"What the AWS team must set"', "hand over `aws-addresses.json`"]
    : ["`./deploy.sh --side aws`", "status 0; hand over `aws-addresses.json`"];
  return table(
    ["Order", "Team", "Runs", "Ends with"],
    [
      ["1", "Google Cloud", "`age-keygen -o key.txt`", "a public key; tell it to the AWS team"],
      ["2", "AWS", "the export below", "hand over `keys.age`"],
      ["3", "Google Cloud", "the import below", "the same key in both stores"],
      ["4", "Google Cloud", "`./deploy.sh --side gcp`", "status 5; hand over `gcp-addresses.json`"],
      ["5", "AWS", ...awsSide],
      ["6", "Google Cloud", "`./deploy.sh --side gcp`", "status 0: four tunnels are up"],
      ["7", "Each", "`./verify.sh --side aws` or `gcp`", "status 0"],
    ],
  );
}
