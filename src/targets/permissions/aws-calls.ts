/**
 * The calls to AWS that the scripts make, and those that the documents print: each with the scripts that have it, and when a
 * VPN needs it. A call that is not here fails `test/unit/targets/permissions.test.ts`.
 */
import type { Artifact } from "../artifacts.ts";
import { hasTemplate, isOneApply, isTgw, makesGateway, makesKeys, type Setting } from "./setting.ts";

/** What a statement of the policy names as its resource. */
export type Scope = "any" | "stack" | "keys" | "logGroup";

export interface AwsCall {
  /** As it is called, such as `ec2 describe-vpn-connections`. */
  readonly call: string;
  /** Absent: no permission is needed. */
  readonly on?: Scope;
  /** Absent: the action of the call's own name. */
  readonly actions?: readonly string[];
  /** The artifacts that have the call. */
  readonly scripts: readonly Artifact[];
  /** Absent: always. */
  readonly when?: (setting: Setting) => boolean;
  /** Whether those who deploy another account's VPCs make it too. */
  readonly inOtherAccounts?: boolean;
}

const scripts = [
  "tunnel-options",
  "tgw-routes",
  "outside-addresses",
  "deploy",
  "verify",
  "roll",
  "destroy",
] as const;

const stack = { on: "stack", when: hasTemplate, inOtherAccounts: true } as const;
const changeSets = { ...stack, scripts: ["deploy", "roll"] } as const;
/** Whoever decides when AWS replaces an endpoint starts that by hand. */
const replacements = {
  on: "any",
  scripts: ["changes"],
  when: ({ topology }: Setting) => topology.options.lifecycleControl,
} as const;
const kept = { on: "any", scripts: ["destroy"], when: hasTemplate } as const;
const ownGateway = (type: "vgw" | "tgw") => (setting: Setting) =>
  hasTemplate(setting) && makesGateway(setting) && setting.topology.aws.gateway.type === type;
/** What preflight reads of the ground that a VPN needs, also in another account. */
const ground = { on: "any", scripts: ["deploy"], when: hasTemplate, inOtherAccounts: true } as const;
/** A dry run of what the templates' handlers call, so that they are allowed to. */
const dryRun = { scripts: ["deploy"] } as const;
/** Printed for whoever owns what is in the way, who has the permission. */
const byItsOwner = { scripts: ["deploy"] } as const;
const tables = { on: "any", scripts: ["tgw-routes"], when: isTgw } as const;
const onTgw = (setting: Setting) => hasTemplate(setting) && isTgw(setting);
const onVgw = (setting: Setting) => hasTemplate(setting) && !isTgw(setting);
const makesLogGroup = (setting: Setting) => hasTemplate(setting) && setting.topology.aws.logs.create;

export const awsCalls: readonly AwsCall[] = [
  { call: "sts get-caller-identity", scripts: [...scripts, "secrets", "adopt"] },
  { call: "configure get", scripts: [...scripts, "secrets", "adopt"] },

  { call: "cloudformation create-change-set", ...changeSets },
  { call: "cloudformation delete-change-set", ...changeSets },
  { call: "cloudformation describe-change-set", ...changeSets },
  { call: "cloudformation execute-change-set", ...changeSets },
  { call: "cloudformation list-change-sets", ...changeSets },
  { call: "cloudformation get-template", ...changeSets },
  {
    call: "cloudformation deploy",
    ...stack,
    scripts: ["runbook"],
    actions: ["CreateChangeSet", "DescribeChangeSet", "DescribeStacks", "ExecuteChangeSet"].map(
      (action) => `cloudformation:${action}`,
    ),
  },
  { call: "cloudformation describe-stacks", ...stack, scripts: [...scripts, "runbook"] },
  { call: "cloudformation list-stacks", ...kept },
  { call: "cloudformation describe-stack-events", ...stack, scripts: ["deploy", "roll", "destroy"] },
  { call: "cloudformation delete-stack", ...stack, scripts: ["deploy", "destroy"] },
  { call: "cloudformation continue-update-rollback", ...stack, scripts: ["deploy", "roll"] },
  { call: "cloudformation describe-type", ...stack, on: "any", scripts: ["permissions"] },
  { call: "cloudformation list-stack-resources", ...stack, scripts: ["deploy", "roll", "destroy"] },
  // The stack that made what is adopted: whoever deployed that has the permission.
  { call: "cloudformation describe-stack-resources", scripts: ["adopt"] },

  { call: "ec2 describe-vpn-connections", on: "any", scripts },
  { call: "ec2 describe-vpcs", ...ground },
  { call: "ec2 describe-route-tables", ...ground, scripts: ["deploy", "destroy"] },
  { call: "ec2 describe-security-groups", ...ground },
  { call: "ec2 describe-subnets", ...ground, when: onTgw },
  { call: "ec2 describe-transit-gateways", ...ground, when: onTgw },
  { call: "ec2 describe-transit-gateway-attachments", ...ground, when: onTgw },
  { call: "ec2 describe-transit-gateway-route-tables", ...ground, when: onTgw, inOtherAccounts: false },
  { call: "ec2 describe-vpn-gateways", ...ground, when: onVgw, inOtherAccounts: false },
  { call: "ec2 describe-customer-gateways", ...ground, inOtherAccounts: false },
  { call: "logs describe-log-groups", ...ground, when: makesLogGroup, inOtherAccounts: false },
  { call: "service-quotas list-service-quotas", ...ground, inOtherAccounts: false },
  { call: "ec2 create-customer-gateway", ...dryRun },
  { call: "ec2 create-vpn-connection", ...dryRun },
  { call: "ec2 create-vpn-gateway", ...dryRun },
  { call: "ec2 attach-vpn-gateway", ...dryRun },
  { call: "ec2 create-transit-gateway", ...dryRun },
  { call: "ec2 create-transit-gateway-vpc-attachment", ...dryRun },
  { call: "ec2 create-route", ...dryRun },
  { call: "ec2 authorize-security-group-ingress", ...dryRun },
  { call: "ec2 delete-route", ...byItsOwner },
  { call: "ec2 revoke-security-group-ingress", ...byItsOwner },
  { call: "ec2 delete-customer-gateway", ...byItsOwner },
  { call: "ec2 modify-transit-gateway", ...byItsOwner },
  { call: "ec2 accept-transit-gateway-vpc-attachment", ...byItsOwner },
  { call: "ec2 modify-transit-gateway", ...byItsOwner },
  { call: "ec2 disable-vgw-route-propagation", scripts: ["destroy"] },
  { call: "service-quotas request-service-quota-increase", ...byItsOwner },
  { call: "ec2 get-vpn-tunnel-replacement-status", ...replacements },
  { call: "ec2 replace-vpn-tunnel", ...replacements },
  { call: "ec2 get-active-vpn-tunnel-status", on: "any", scripts: ["tunnel-options", "verify"] },
  { call: "ec2 modify-vpn-tunnel-options", on: "any", scripts: ["tunnel-options"] },
  { call: "ec2 modify-vpn-tunnel-options", on: "any", scripts: ["changes"], when: isOneApply },
  { call: "ec2 describe-route-tables", on: "any", scripts: ["verify"] },

  { call: "ec2 describe-transit-gateways", on: "any", scripts: ["verify"], when: isTgw },
  { call: "ec2 search-transit-gateway-routes", on: "any", scripts: ["verify"], when: isTgw },
  { call: "ec2 describe-transit-gateway-attachments", ...tables, scripts: ["tgw-routes", "adopt"] },
  { call: "ec2 accept-transit-gateway-vpc-attachment", ...tables },
  { call: "ec2 associate-transit-gateway-route-table", ...tables },
  { call: "ec2 disassociate-transit-gateway-route-table", ...tables },
  { call: "ec2 enable-transit-gateway-route-table-propagation", ...tables },
  { call: "ec2 get-transit-gateway-attachment-propagations", ...tables },
  // Printed for whoever decides that nobody needs the routes.
  { call: "ec2 disable-transit-gateway-route-table-propagation", scripts: ["tgw-routes"] },

  { call: "ec2 describe-customer-gateways", ...kept },
  { call: "ec2 delete-vpn-connection", ...kept },
  { call: "ec2 delete-customer-gateway", ...kept },
  { call: "ec2 describe-vpn-gateways", ...kept, when: ownGateway("vgw") },
  { call: "ec2 delete-vpn-gateway", ...kept, when: ownGateway("vgw") },
  { call: "ec2 describe-transit-gateways", ...kept, when: ownGateway("tgw") },
  { call: "ec2 delete-transit-gateway", ...kept, when: ownGateway("tgw") },
  { call: "logs describe-log-groups", ...kept, when: makesLogGroup },
  { call: "logs delete-log-group", ...kept, on: "logGroup", when: makesLogGroup },
  { call: "ec2 describe-security-group-rules", on: "any", scripts: ["adopt"] },

  { call: "secretsmanager describe-secret", on: "keys", scripts: ["secrets", "deploy", "destroy"] },
  { call: "secretsmanager list-secrets", on: "any", scripts: ["deploy"] },
  {
    call: "secretsmanager restore-secret",
    on: "keys",
    scripts: ["deploy", "secrets"],
    when: makesKeys,
  },
  { call: "secretsmanager get-secret-value", on: "keys", scripts: ["secrets", "tunnel-options"] },
  { call: "secretsmanager put-secret-value", on: "keys", scripts: ["secrets"], when: makesKeys },
  { call: "secretsmanager update-secret-version-stage", on: "keys", scripts: ["secrets"] },
  {
    call: "secretsmanager create-secret",
    on: "keys",
    // With tags it needs the second.
    actions: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
    scripts: ["secrets"],
    when: makesKeys,
  },
  { call: "secretsmanager delete-secret", on: "keys", scripts: ["destroy"], when: makesKeys },
  // Printed for secrets of other names than the policy's.
  { call: "secretsmanager delete-secret", ...byItsOwner },
];

/** The IAM actions of a call, by the names of both: `ec2 describe-vpcs` is `ec2:DescribeVpcs`. */
export function actionsOf({
  call,
  on,
  actions,
}: Pick<AwsCall, "call" | "on" | "actions">): readonly string[] {
  if (on === undefined) return [];
  if (actions) return actions;
  const [service = "", operation = ""] = call.split(" ");
  const name = operation.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  // The one service of which the prefix is not the CLI's name.
  return [`${service === "service-quotas" ? "servicequotas" : service}:${name}`];
}
