/**
 * Who may do what: every call and every handler of CloudFormation is judged by the policy of its caller.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import handlersByType from "../../../src/facts/cfn-handlers.json" with { type: "json" };
import { propagationHandlers } from "../../../src/facts/iam.ts";
import { isCalled, type Policy, type Statement } from "../../support/policies.ts";
import { text } from "./kind.ts";
import { type Parameters, Refusal } from "./query.ts";
import type { AwsState } from "./state.ts";

/** What somebody asks for. */
interface Wish {
  readonly action: string;
  readonly resource: string;
  /** Values of condition keys beside the region. */
  readonly context?: Readonly<Record<string, string>>;
}

interface ApiCall {
  readonly account: string;
  /** As the signature names it. */
  readonly service: string;
  readonly operation: string;
  readonly parameters: Parameters;
  /** Of a call in JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

type Properties = Readonly<Record<string, unknown>>;

/** Throws as the service does where the caller's policy does not allow the call. An account without a policy may all. */
export function authorizeCall(aws: AwsState, call: ApiCall): void {
  const { account, service, operation } = call;
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: no permissions are required.
  if (service === "sts") return;
  const name = service === "monitoring" ? "cloudwatch" : service;
  const wishes = [
    ...resourcesOf(aws, call).map((resource) => ({ action: `${name}:${operation}`, resource })),
    ...(service === "secretsmanager" ? besideSecret(aws, call) : []),
  ];
  const denied = wishes.find((wish) => !isAllowed(aws, account, wish));
  if (!denied) return;
  const message = denial(account, denied);
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html, also for a dry run
  if (service === "ec2")
    throw new Refusal(
      "UnauthorizedOperation",
      `You are not authorized to perform this operation. ${message}`,
    );
  throw new Refusal(call.body === noBody ? "AccessDenied" : "AccessDeniedException", message);
}

/** The body of a call that has none in JSON. */
export const noBody: ApiCall["body"] = {};

function resourcesOf(aws: AwsState, { account, service, parameters, body }: ApiCall): string[] {
  const place = `${aws.region}:${account}`;
  if (service === "cloudformation") return stackArns(place, parameters);
  const secret = body.SecretId ?? body.Name;
  if (service === "secretsmanager" && secret !== undefined) return [secretArn(place, String(secret))];
  if (service === "logs" && body.logGroupName !== undefined)
    return [`arn:aws:logs:${place}:log-group:${body.logGroupName}:*`];
  return ["*"];
}

/** Both where a change set is named by its ARN: no page says which of them counts. */
function stackArns(place: string, parameters: Parameters): string[] {
  const stack = parameters.get("StackName")?.replace(/^arn:.*:stack\/([^/]+)\/.*$/, "$1");
  const changeSet = parameters.get("ChangeSetName") ?? "";
  const arns = [
    ...(stack === undefined ? [] : [`arn:aws:cloudformation:${place}:stack/${stack}/1`]),
    ...(changeSet.startsWith("arn:") ? [changeSet] : []),
  ];
  return arns.length === 0 ? ["*"] : arns;
}

/** Secrets Manager's ARNs end in six random characters. */
function secretArn(place: string, name: string): string {
  return name.startsWith("arn:") ? name : `arn:aws:secretsmanager:${place}:secret:${name}-AbCdEf`;
}

/**
 * What a call on a secret needs beside its own action: tags that come with a new one, and the use of its KMS key.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
function besideSecret(aws: AwsState, { account, operation, body }: ApiCall): Wish[] {
  const name = String(body.SecretId ?? body.Name);
  const place = `${aws.region}:${account}`;
  const tagging =
    operation === "CreateSecret" && body.Tags !== undefined
      ? [{ action: "secretsmanager:TagResource", resource: secretArn(place, name) }]
      : [];
  const key = String(body.KmsKeyId ?? aws.secrets.get(name)?.request.KmsKeyId ?? "");
  const uses = { CreateSecret: writes, PutSecretValue: writes, GetSecretValue: reads }[operation] ?? [];
  return [...tagging, ...(key === "" ? [] : uses.map((action) => ({ action, ...keyWish(place, key) })))];
}

const writes = ["kms:GenerateDataKey", "kms:Decrypt"];
const reads = ["kms:Decrypt"];

/** A policy names a key by its own ARN; an alias only stands in a condition. */
function keyWish(place: string, key: string): Omit<Wish, "action"> {
  const arn = `arn:aws:kms:${place}:key/`;
  const alias = /(?:^|:)(alias\/.+)$/.exec(key)?.[1];
  if (alias === undefined) return { resource: key.startsWith("arn:") ? key : arn + key };
  return {
    resource: `${arn}0a1b2c3d-0000-4000-8000-000000000000`,
    context: { "kms:ResourceAliases": alias },
  };
}

/**
 * Throws as a handler of CloudFormation does where the stack's caller lacks what the handler needs. CloudFormation has no
 * permissions of its own: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
 */
export function authorizeHandlers(
  aws: AwsState,
  account: string,
  { type, properties, handlers }: { type: string; properties: Properties; handlers: readonly string[] },
): void {
  const known: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    ...handlersByType,
    ...propagationHandlers.value,
  };
  const actions = known[type];
  if (!actions) throw new Error(`src/facts/cfn-handlers.json has no ${type}`);
  const wishes = [
    ...handlers
      .flatMap((handler) => actions[handler] ?? [])
      .filter((action) => isCalled(action, type, properties))
      .map((action) => ({ action, resource: handledResource(aws, account, { action, properties }) })),
    ...(handlers.includes("create") ? serviceRole(aws, account, type) : []),
    ...(handlers.includes("delete") ? [] : referredSecrets(aws, account, properties)),
  ];
  const denied = wishes.find((wish) => !isAllowed(aws, account, wish));
  if (!denied) return;
  const [service = ""] = denied.action.split(":");
  const title = service.charAt(0).toUpperCase() + service.slice(1);
  throw new Refusal(
    "AccessDenied",
    `Resource handler returned message: "${denial(account, denied)} (Service: ${title}, Status Code: 403, ` +
      'Request ID: 0)" (RequestToken: 0, HandlerErrorCode: AccessDenied)',
  );
}

/** Actions on one log group, which a policy can limit to it; of the others a policy names no resource. */
function handledResource(
  aws: AwsState,
  account: string,
  { action, properties }: { action: string; properties: Properties },
): string {
  const isOnGroup = /^logs:(?!Describe|(Create|Get|Update|Delete|List)LogDeliver|PutResourcePolicy)/.test(
    action,
  );
  const group = text(properties, "LogGroupName");
  return isOnGroup ? `arn:aws:logs:${aws.region}:${account}:log-group:${group}:*` : "*";
}

/**
 * A fresh account has no role of the service yet, and the first caller creates it.
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/using-service-linked-roles.html
 * https://docs.aws.amazon.com/vpc/latest/tgw/service-linked-roles.html
 */
function serviceRole(aws: AwsState, account: string, type: string): Wish[] {
  const services: Readonly<Record<string, string>> = {
    "AWS::EC2::VPNConnection": "s2svpn.amazonaws.com",
    "AWS::EC2::TransitGatewayAttachment": "transitgateway.amazonaws.com",
    "AWS::EC2::TransitGatewayVpcAttachment": "transitgateway.amazonaws.com",
  };
  const service = services[type];
  if (service === undefined || aws.serviceRoles.has(`${account}/${service}`)) return [];
  const wish = {
    action: "iam:CreateServiceLinkedRole",
    resource: `arn:aws:iam::${account}:role/aws-service-role/${service}/AWSServiceRole`,
    context: { "iam:AWSServiceName": service },
  };
  if (isAllowed(aws, account, wish)) aws.serviceRoles.add(`${account}/${service}`);
  return [wish];
}

/** Dynamic references are resolved with the permissions of the stack's caller. */
function referredSecrets(aws: AwsState, account: string, properties: Properties): Wish[] {
  const place = `${aws.region}:${account}`;
  const names = [...JSON.stringify(properties).matchAll(/\{\{resolve:secretsmanager:([^:}]+):/g)];
  return names.flatMap(([, name = ""]) => {
    const key = String(aws.secrets.get(name)?.request.KmsKeyId ?? "");
    return [
      { action: "secretsmanager:GetSecretValue", resource: secretArn(place, name) },
      ...(key === "" ? [] : reads.map((action) => ({ action, ...keyWish(place, key) }))),
    ];
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function denial(account: string, { action, resource }: Wish): string {
  const on = resource === "*" ? "" : ` on resource: ${resource}`;
  return `User: arn:aws:iam::${account}:user/test is not authorized to perform: ${action}${on} because no identity-based policy allows the ${action} action`;
}

function isAllowed(aws: AwsState, account: string, wish: Wish): boolean {
  const policy = aws.policies.get(account);
  return policy === undefined || allows(policy, wish, aws.region);
}

/** Whether a policy allows what is asked for in a region; IAM's own API is in none. */
export function allows(
  { Statement }: Policy,
  { action, resource, context = {} }: Wish,
  region: string,
): boolean {
  const values = { ...context, ...(action.startsWith("iam:") ? {} : { "aws:RequestedRegion": region }) };
  return Statement.some(
    (statement) =>
      statement.Action.some((pattern) => matches(pattern, action, "i")) &&
      [statement.Resource].flat().some((pattern) => matches(pattern, resource, "")) &&
      meets(statement, values),
  );
}

function meets({ Condition = {} }: Statement, values: Readonly<Record<string, string>>): boolean {
  return Object.entries(Condition).every(([operator, wanted]) => {
    if (!["StringEquals", "ForAnyValue:StringEquals"].includes(operator))
      throw new Error(`the fake does not know the operator ${operator}`);
    // A key that the request does not have meets no condition.
    return Object.entries(wanted).every(([key, allowed]) => [allowed].flat().includes(values[key] ?? ""));
  });
}

/** `*` and `?` as in policies. */
function matches(pattern: string, value: string, flags: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, flags).test(value);
}
