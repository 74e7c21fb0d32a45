/** Who may do what the runbook says, on either cloud. */
import renderAccountPolicy from "../../../templates/runbook/access/account-policy.md.hbs";
import renderAwsPolicy from "../../../templates/runbook/access/aws-policy.md.hbs";
import renderGoogle from "../../../templates/runbook/access/google.md.hbs";
import renderHandlers from "../../../templates/runbook/access/handlers.md.hbs";
import renderKeys from "../../../templates/runbook/access/keys.md.hbs";
import renderVerifyOneApply from "../../../templates/runbook/access/verify-one-apply.md.hbs";
import { longestPolicy } from "../../facts/iam.ts";
import type { Topology } from "../../topology/topology.ts";
import { googlePermissions } from "../permissions/google-calls.ts";
import { isOneApply, type Setting } from "../permissions/setting.ts";
import type { EmitContext } from "../target.ts";
import { accountPolicy, awsPolicy } from "./access.ts";

/** The last sections: least privilege for whoever applies, or runs the scripts. */
export function accessSections(topology: Topology, { artifacts, accounts }: EmitContext): string[] {
  const setting = { topology, artifacts };
  return isOneApply(setting) ? ofOneApply(setting, accounts) : ofScripts(setting, accounts);
}

function ofOneApply(setting: Setting, accounts: readonly string[]): string[] {
  return [
    ownPolicy(setting, "Least privilege for whoever applies. On AWS:"),
    ...accountPolicies(setting, accounts),
    "What Terraform's provider calls may grow. If AWS denies a call, the message names the action.",
    ofVpn(setting),
    renderVerifyOneApply({}),
  ];
}

function ofScripts(setting: Setting, accounts: readonly string[]): string[] {
  return [
    ownPolicy(
      setting,
      "Least privilege for whoever runs these scripts. On AWS, CloudFormation acts with the permissions of its caller:",
    ),
    "If you pass `--template-url`, allow `s3:GetObject` on that object too.",
    ...accountPolicies(setting, accounts),
    renderHandlers({}),
    ofVpn(setting),
    renderKeys({
      keyProject: setting.topology.keys.gcpProject,
      keyPermissionsText: googlePermissions(setting, "keys").join("\n"),
    }),
  ];
}

function ownPolicy(setting: Setting, introText: string): string {
  return renderAwsPolicy({
    introText,
    policyText: awsPolicy(setting),
    policyLimitText: String(longestPolicy.value),
  });
}

/** One for each other account that has a template, or a Terraform root. */
function accountPolicies(setting: Setting, accounts: readonly string[]): string[] {
  return accounts.map((account) =>
    renderAccountPolicy({ account, accountPolicyText: accountPolicy(setting, account) }),
  );
}

function ofVpn(setting: Setting): string {
  return renderGoogle({
    project: setting.topology.gcp.project,
    permissionsText: googlePermissions(setting, "vpn").join("\n"),
  });
}
