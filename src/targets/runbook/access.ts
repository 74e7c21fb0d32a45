/** Policies on AWS of whoever runs the scripts, or applies, and nothing more than that needs. */
import { kmsAliasCondition, secretKmsActions } from "../../facts/aws-network.ts";
import { regionCondition, serviceLinkedRoles, serviceNameCondition } from "../../facts/iam.ts";
import type { Scope } from "../permissions/aws-calls.ts";
import { awsNeeds } from "../permissions/aws-needs.ts";
import { isOneApply, isTgw, type Setting } from "../permissions/setting.ts";
import { policy, type Statement } from "./iam-policy.ts";

/**
 * Policy of whoever runs the scripts, or applies the root that has both sides, as JSON that Prettier leaves as it is.
 * CloudFormation acts with the permissions of its caller, so what its handlers call is in it.
 */
export function awsPolicy(setting: Setting): string {
  const { aws, keys } = setting.topology;
  const { vpn, transitGateway } = serviceLinkedRoles.value;
  const place = `${aws.region}:${aws.account || "*"}`;
  return policy([
    ...statements(setting, { account: "", place, stack: aws.stackName }),
    roles([vpn, ...(isTgw(setting) ? [transitGateway] : [])]),
    keys.awsKmsKey !== "" && !isOneApply(setting) && encryption(setting),
  ]);
}

/** Policy of whoever deploys the template of another account's VPCs. */
export function accountPolicy(setting: Setting, account: string): string {
  const { aws } = setting.topology;
  const place = `${aws.region}:${account}`;
  return policy([
    ...statements(setting, { account, place, stack: `${aws.stackName}-vpc` }),
    roles([serviceLinkedRoles.value.transitGateway]),
  ]);
}

interface Part {
  /** Account of the VPCs, or "" for the VPN's own. */
  readonly account: string;
  /** Region and account, as they stand in ARNs. */
  readonly place: string;
  readonly stack: string;
}

function statements(setting: Setting, { account, place, stack }: Part): (Statement | false)[] {
  const { aws, tunnels } = setting.topology;
  const needs = awsNeeds(setting, account);
  const actions = (on: Scope, wanted: (action: string) => boolean = () => true) =>
    needs.filter((need) => need.on === on && wanted(need.action)).map(({ action }) => action);
  const inRegion = { StringEquals: { [regionCondition.value]: aws.region } };
  const secrets = isOneApply(setting) ? ["s2svpn!*"] : tunnels.map(({ awsSecret }) => `${awsSecret}-??????`);
  const group = `arn:*:logs:${place}:log-group:${aws.logs.group}`;
  const all: Statement[] = [
    { Sid: "Look", Action: actions("any", isReading), Resource: "*", Condition: inRegion },
    {
      Sid: "Vpn",
      Action: actions("any", (action) => !isReading(action)),
      Resource: "*",
      Condition: inRegion,
    },
    {
      Sid: "Stack",
      Action: actions("stack"),
      // A change set may be asked for by its own ARN.
      Resource: [
        `arn:*:cloudformation:${place}:stack/${stack}/*`,
        `arn:*:cloudformation:${place}:changeSet/*`,
      ],
    },
    {
      Sid: "Keys",
      Action: actions("keys"),
      Resource: secrets.map((name) => `arn:*:secretsmanager:${place}:secret:${name}`),
    },
    { Sid: "TunnelLogs", Action: actions("logGroup"), Resource: [group, `${group}:*`] },
  ];
  return all.filter(({ Action }) => Action.length > 0);
}

function isReading(action: string): boolean {
  return /:(?:Describe|Get|List|Search)/.test(action);
}

/** The roles of AWS's own services, which the first VPN or attachment of an account creates. They are in no region. */
function roles(services: readonly string[]): Statement {
  return {
    Sid: "ServiceRoles",
    Action: ["iam:CreateServiceLinkedRole"],
    Resource: "arn:*:iam::*:role/aws-service-role/*",
    Condition: { StringEquals: { [serviceNameCondition.value]: services } },
  };
}

/** The KMS key of the secrets, which a policy names by its own ARN; by an alias only in a condition. */
function encryption({ topology: { aws, keys } }: Setting): Statement {
  const { awsKmsKey: key } = keys;
  const statement = { Sid: "KeyOfKeys", Action: secretKmsActions.value };
  const keyArn = (id: string) => `arn:*:kms:${aws.region}:${aws.account || "*"}:key/${id}`;
  const alias = /(?:^|:)(alias\/.+)$/.exec(key)?.[1];
  if (alias === undefined) return { ...statement, Resource: key.startsWith("arn:") ? key : keyArn(key) };
  const any = { "ForAnyValue:StringEquals": { [kmsAliasCondition.value]: alias } };
  const account = /^(arn:.*):alias\//.exec(key)?.[1];
  return { ...statement, Resource: account ? `${account}:key/*` : keyArn("*"), Condition: any };
}
