/** The calls of the checks before a run, and those that they tell somebody to make, who then needs the permission. */
import type { AwsCall } from "./aws-calls.ts";
import type { GoogleCall } from "./google-calls.ts";
import { hasTemplate, isTgw, type Setting } from "./setting.ts";

const scripts = ["deploy.sh"];
const told = { scripts };
const asked = { on: "any", scripts, when: hasTemplate, inOtherAccounts: true } as const;
const ofGateway = { ...asked, when: (setting: Setting) => hasTemplate(setting) && isTgw(setting) } as const;
const ofOwnAccount = { on: "any", scripts, when: hasTemplate } as const;
const isNew =
  (type: "vgw" | "tgw") =>
  ({ topology, ...rest }: Setting) =>
    hasTemplate({ topology, ...rest }) &&
    topology.aws.gateway.type === type &&
    !topology.aws.gateway.origin.existing;

export const awsPreflight: readonly AwsCall[] = [
  { call: "configure get", scripts },
  { call: "cloudformation list-stack-resources", ...asked, on: "stack" },
  { call: "ec2 describe-vpcs", ...asked },
  { call: "ec2 describe-route-tables", ...asked },
  { call: "ec2 describe-security-groups", ...asked },
  { call: "ec2 describe-subnets", ...asked },
  { call: "ec2 describe-transit-gateways", ...ofGateway },
  { call: "ec2 describe-transit-gateway-attachments", ...ofGateway },
  { call: "ec2 describe-transit-gateway-route-tables", ...ofGateway, inOtherAccounts: false },
  {
    call: "ec2 describe-vpn-gateways",
    ...ofOwnAccount,
    when: (setting) => hasTemplate(setting) && !isTgw(setting),
  },
  { call: "ec2 describe-customer-gateways", ...ofOwnAccount },
  { call: "ec2 create-vpn-connection", ...ofOwnAccount },
  { call: "ec2 create-vpn-gateway", ...ofOwnAccount, when: isNew("vgw") },
  { call: "ec2 attach-vpn-gateway", ...ofOwnAccount, when: isNew("vgw") },
  { call: "ec2 create-transit-gateway", ...ofOwnAccount, when: isNew("tgw") },
  {
    call: "ec2 create-transit-gateway-vpc-attachment",
    ...ofGateway,
    when: ({ topology, ...rest }) =>
      hasTemplate({ topology, ...rest }) &&
      isTgw({ topology, ...rest }) &&
      topology.aws.vpcs.some(({ subnets }) => subnets.length > 0),
  },
  {
    call: "ec2 create-route",
    ...ofGateway,
    when: ({ topology, ...rest }) =>
      hasTemplate({ topology, ...rest }) &&
      isTgw({ topology, ...rest }) &&
      topology.aws.vpcs.some(({ routeTables }) => routeTables.length > 0),
  },
  {
    call: "ec2 authorize-security-group-ingress",
    ...asked,
    when: ({ topology, ...rest }) =>
      hasTemplate({ topology, ...rest }) &&
      topology.aws.vpcs.some(({ securityGroups }) => securityGroups.length > 0),
  },
  {
    call: "logs describe-log-groups",
    ...ofOwnAccount,
    when: (setting) => hasTemplate(setting) && setting.topology.aws.logs.enabled,
  },
  {
    call: "service-quotas list-service-quotas",
    ...ofOwnAccount,
    actions: ["servicequotas:ListServiceQuotas"],
  },
  { call: "secretsmanager list-secrets", on: "any", scripts },
  { call: "secretsmanager restore-secret", ...told },
  { call: "ec2 delete-route", ...told },
  { call: "ec2 revoke-security-group-ingress", ...told },
  { call: "ec2 delete-customer-gateway", ...told },
  { call: "ec2 accept-transit-gateway-vpc-attachment", ...told },
  { call: "ec2 modify-transit-gateway", ...told },
];

const google = (files: readonly string[], call: string, ...permissions: readonly string[]): GoogleCall => ({
  on: "vpn",
  scripts: files,
  call,
  permissions,
});
const policy = "orgpolicy.policy.get";

export const googlePreflight: readonly GoogleCall[] = [
  google(["verify.sh", "roll.sh"], "compute regions describe", "compute.regions.get"),
  google(scripts, "compute networks describe", "compute.networks.get"),
  google(scripts, "compute routers list", "compute.routers.list"),
  google(scripts, "compute project-info describe", "compute.projects.get"),
  google(scripts, "services list", "serviceusage.services.list"),
  google([...scripts, "roll.sh"], "org-policies describe", policy),
  google([...scripts, "roll.sh"], "auth application-default"),
  google([...scripts, "verify.sh", "roll.sh"], "auth login"),
  google([...scripts, "verify.sh", "roll.sh"], "services enable"),
  google(scripts, "components install"),
];
