/** Change sets: what a template would change in a stack, beside what was deployed last or what lives. */
import { isDeepStrictEqual } from "node:util";
import { authorizeHandlers } from "./permissions.ts";
import { type Answer, type Parameters, Refusal, required } from "./query.ts";
import { checkProperties, isReplacedBy, kindOf, type Properties } from "./resources.ts";
import {
  type Call,
  type Change,
  type ChangeSet,
  findStack,
  keyOf,
  newStack,
  type Proposal,
  type Stack,
  valuesOf,
} from "./stack.ts";
import type { AwsState } from "./state.ts";
import { checkParameters, creationOrder, invalid, parseTemplate, resolve } from "./template.ts";

export function createChangeSet(aws: AwsState, call: Call): Answer {
  const { parameters, account } = call;
  const name = required(parameters, "ChangeSetName");
  const found = findStack(aws, call);
  const existing = found?.status === "REVIEW_IN_PROGRESS" ? undefined : found;
  if ((parameters.get("ChangeSetType") ?? "UPDATE") === "CREATE" ? existing : !existing)
    throw invalid(`Stack [${parameters.get("StackName")}] ${existing ? "already exists" : "does not exist"}`);
  if (existing && !/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(existing.status))
    throw invalid(`Stack:${existing.id} is in ${existing.status} state and can not be updated.`);
  const proposal = readProposal(aws, parameters, existing);
  const stack = found ?? newStack(aws, keyOf(call), account);
  aws.stacks.set(keyOf(call), stack);
  if (stack.changeSets.has(name))
    throw new Refusal("AlreadyExistsException", `ChangeSet ${name} already exists`);
  aws.made += 1;
  const id = `arn:aws:cloudformation:${aws.region}:${account}:changeSet/${name}/${aws.made}`;
  const mode = parameters.get("DeploymentMode") ?? "";
  // A drift-aware change set reads what lives.
  if (mode === "REVERT_DRIFT")
    for (const resource of stack.resources.values())
      authorizeHandlers(aws, account, { ...resource, handlers: ["read"] });
  const changes = changesOf(aws, stack, { proposal, mode });
  const empty =
    existing && changes.length === 0 && isDeepStrictEqual(existing.deployed?.template, proposal.template);
  stack.changeSets.set(name, {
    ...proposal,
    name,
    id,
    mode,
    changes,
    status: empty ? "FAILED" : "CREATE_COMPLETE",
    execution: empty ? "UNAVAILABLE" : "AVAILABLE",
    reason: empty
      ? "The submitted information didn't contain changes. Submit different information to create a change set."
      : "",
  });
  return { Id: id, StackId: stack.id };
}

function readBody(aws: AwsState, parameters: Parameters, existing: Stack | undefined): string {
  if (parameters.get("UsePreviousTemplate") === "true") return existing?.deployed?.body ?? "";
  const url = parameters.get("TemplateURL");
  const body = url === undefined ? required(parameters, "TemplateBody") : aws.templates.get(url);
  if (body === undefined) throw invalid(`S3 error: Access Denied (${url})`);
  if (url === undefined && Buffer.byteLength(body) > 51_200)
    throw invalid("1 validation error detected: 'templateBody' must have length less than or equal to 51200");
  return body;
}

function readProposal(aws: AwsState, parameters: Parameters, existing: Stack | undefined): Proposal {
  const body = readBody(aws, parameters, existing);
  const template = parseTemplate(body);
  creationOrder(template, aws.random);
  for (const [id, { Type, Properties = {} }] of Object.entries(template.Resources))
    checkProperties(Type, id, Properties);
  const given = new Map<string, string>();
  for (let at = 1; parameters.has(`Parameters.member.${at}.ParameterKey`); at += 1) {
    const key = parameters.get(`Parameters.member.${at}.ParameterKey`) ?? "";
    const before = parameters.get(`Parameters.member.${at}.UsePreviousValue`) === "true";
    const value = before
      ? existing?.deployed?.parameters.get(key)
      : parameters.get(`Parameters.member.${at}.ParameterValue`);
    if (value !== undefined) given.set(key, value);
  }
  return { template, body, parameters: checkParameters(template, given) };
}

/** With REVERT_DRIFT what lives is compared, where the type can be read; otherwise what was deployed last. */
function changesOf(
  aws: AwsState,
  stack: Stack,
  { proposal, mode }: { proposal: Proposal; mode: string },
): Change[] {
  const values = new Map(valuesOf(aws, stack, proposal));
  const { Resources } = proposal.template;
  // What refers to a resource that is made or replaced changes too.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html
  const text = JSON.stringify(Resources);
  const forget = (made: string) => {
    for (const [name] of text.matchAll(new RegExp(`\\b${made}(\\.\\w+)*`, "g")))
      values.set(name, "known once it is made");
  };
  const changes = creationOrder(proposal.template, aws.random).flatMap((logicalId): Change[] => {
    const { Type: type = "", Properties = {} } = Resources[logicalId] ?? {};
    const before = stack.resources.get(logicalId);
    if (!before) {
      forget(logicalId);
      return [{ action: "Add", logicalId, type, changed: [], replacement: false }];
    }
    const after = resolve(Properties, values) as Properties;
    const names = [...new Set([...Object.keys(before.properties), ...Object.keys(after)])];
    const declared = names.filter((name) => !isDeepStrictEqual(before.properties[name], after[name]));
    const { drifted } = kindOf(type);
    const changed = mode === "REVERT_DRIFT" && drifted ? drifted(aws, before.id, after) : declared;
    if (changed.length === 0 && declared.length > 0)
      return [{ action: "SyncWithActual", logicalId, type, changed: declared, replacement: false }];
    if (changed.length === 0) return [];
    const replacement = isReplacedBy(type, changed);
    if (replacement) forget(logicalId);
    return [{ action: "Modify", logicalId, type, changed, replacement }];
  });
  const removed = [...stack.resources].filter(([logicalId]) => !(logicalId in Resources));
  return [
    ...changes,
    ...removed.map(
      ([logicalId, { type }]): Change => ({
        action: "Remove",
        logicalId,
        type,
        changed: [],
        replacement: false,
      }),
    ),
  ];
}

/** By its ARN, or by its name in a stack. */
export function changeSetOf(aws: AwsState, call: Call): { stack: Stack; set: ChangeSet } {
  const name = required(call.parameters, "ChangeSetName");
  const isArn = name.startsWith("arn:");
  if (!isArn) required(call.parameters, "StackName");
  for (const stack of aws.stacks.values()) {
    if (call.parameters.has("StackName") && findStack(aws, call) !== stack) continue;
    const set = [...stack.changeSets.values()].find((one) => (isArn ? one.id : one.name) === name);
    if (set && stack.account === call.account) return { stack, set };
  }
  throw new Refusal("ChangeSetNotFound", `ChangeSet [${name}] does not exist`);
}

export function describeChangeSet(aws: AwsState, call: Call): Answer {
  const { stack, set } = changeSetOf(aws, call);
  return {
    ChangeSetName: set.name,
    ChangeSetId: set.id,
    StackName: stack.name,
    StackId: stack.id,
    Status: set.status,
    ExecutionStatus: set.execution,
    StatusReason: set.reason || undefined,
    DeploymentMode: set.mode || undefined,
    Changes: set.changes.map(({ action, logicalId, type, changed, replacement }) => ({
      Type: "Resource",
      ResourceChange: {
        Action: action,
        LogicalResourceId: logicalId,
        PhysicalResourceId: stack.resources.get(logicalId)?.id,
        ResourceType: type,
        Replacement: action === "Modify" ? (replacement ? "True" : "False") : undefined,
        Scope: action === "Modify" ? [...new Set(changed.map(attributeOf))] : [],
        Details: changed.map((name) => ({
          Target:
            attributeOf(name) === "Tags"
              ? { Attribute: "Tags", RequiresRecreation: "Never" }
              : { Attribute: "Properties", Name: name, Path: `/Properties/${name}` },
          Evaluation: "Static",
          ChangeSource: "DirectModification",
        })),
      },
    })),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceTargetDefinition.html */
function attributeOf(property: string): "Properties" | "Tags" {
  return property === "Tags" ? "Tags" : "Properties";
}

export function deleteChangeSet(aws: AwsState, call: Call): Answer {
  const { stack, set } = changeSetOf(aws, call);
  stack.changeSets.delete(set.name);
  return {};
}
