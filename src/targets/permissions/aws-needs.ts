/** The IAM actions that a VPN's templates and scripts need. */
import {
  cfnHandlers,
  handlerActionsOfProperties,
  logGroupActions,
  propagationHandlers,
} from "../../facts/iam.ts";
import { resourcesOf } from "../cloudformation.ts";
import { actionsOf, awsCalls, type Scope } from "./aws-calls.ts";
import { hasTemplate, isMade, isOneApply, isTgw, type Setting } from "./setting.ts";

export interface Need {
  readonly action: string;
  readonly on: Scope;
}

/** What the VPN's own account needs, or another account with VPCs. */
export function awsNeeds(setting: Setting, account = ""): Need[] {
  const templated = hasTemplate(setting) || isOneApply(setting);
  const needs = [
    ...(templated ? needsOfResources(setting, account) : []),
    ...callsOf(setting, account).flatMap((call) =>
      actionsOf(call).map((action) => ({ action, on: call.on ?? "any" })),
    ),
    ...(isOneApply(setting) ? needsOfTerraform(setting, account) : []),
  ];
  const unique = new Map(needs.map((need) => [`${need.on} ${need.action}`, need]));
  return [...unique.values()].sort((one, other) => (one.action < other.action ? -1 : 1));
}

function callsOf(setting: Setting, account: string) {
  return awsCalls.filter(
    ({ scripts, when, inOtherAccounts }) =>
      isMade(scripts, setting) && (when?.(setting) ?? true) && (account === "" || inOtherAccounts === true),
  );
}

/** What CloudFormation calls with the permissions of its caller, and Terraform's provider likewise. */
function needsOfResources({ topology }: Setting, account: string): Need[] {
  const handlers: typeof cfnHandlers.value = { ...cfnHandlers.value, ...propagationHandlers.value };
  const ofProperties: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> =
    handlerActionsOfProperties.value;
  return resourcesOf(topology, account).flatMap(({ Type, Properties }) => {
    const unneeded = Object.entries(ofProperties[Type] ?? {})
      .filter(([property]) => !(property in Properties))
      .flatMap(([, actions]) => actions);
    return Object.values(handlers[Type] ?? {})
      .flat()
      .filter((action) => !unneeded.includes(action))
      .map((action) => ({ action, on: scopeOf(action) }));
  });
}

function scopeOf(action: string): Scope {
  const ofGroups: readonly string[] = logGroupActions.value;
  return ofGroups.includes(action) ? "logGroup" : "any";
}

/** What Terraform's aws provider reads beside what the handlers do, and AWS's own secrets. */
function needsOfTerraform(setting: Setting, account: string): Need[] {
  const { topology } = setting;
  const read = isTgw(setting)
    ? [
        "ec2:DescribeTransitGatewayAttachments",
        "ec2:GetTransitGatewayRouteTableAssociations",
        "ec2:GetTransitGatewayRouteTablePropagations",
      ]
    : [];
  const shares = resourcesOf(topology, account).some(({ Type }) => Type === "AWS::RAM::ResourceShare");
  const sharing = shares ? ["ram:AssociateResourceShare", "ram:GetResourceShareAssociations"] : [];
  const keys = account === "" ? ["DescribeSecret", "GetSecretValue", "ListSecretVersionIds"] : [];
  return [
    ...[...read, ...sharing].map((action) => ({ action, on: "any" as const })),
    ...keys.map((action) => ({ action: `secretsmanager:${action}`, on: "keys" as const })),
  ];
}
