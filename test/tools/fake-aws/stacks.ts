/** CloudFormation stacks and change sets, whose operations take a number of ticks. */
import { isDeepStrictEqual } from "node:util";
import { type Answer, type Parameters, Refusal, required } from "./query.ts";
import { checkProperties, isReplacedBy, kindOf, type Properties } from "./resources.ts";
import type { AwsState } from "./state.ts";
import {
  checkParameters,
  creationOrder,
  invalid,
  parseTemplate,
  resolve,
  type Template,
} from "./template.ts";

interface StackResource {
  readonly type: string;
  readonly id: string;
  /** As deployed last, dynamic references unresolved. */
  readonly properties: Properties;
  readonly attributes: Readonly<Record<string, string>>;
  readonly deletion: string;
}

interface Change {
  /** SyncWithActual: what is declared anew is what lives already, so that only the stack's record changes. */
  readonly action: "Add" | "Modify" | "Remove" | "SyncWithActual";
  readonly logicalId: string;
  readonly type: string;
  readonly changed: readonly string[];
  readonly replacement: boolean;
}

interface Proposal {
  readonly template: Template;
  readonly body: string;
  readonly parameters: Map<string, string>;
}

interface ChangeSet extends Proposal {
  readonly name: string;
  readonly mode: string;
  status: "CREATE_COMPLETE" | "FAILED";
  execution: "AVAILABLE" | "UNAVAILABLE" | "EXECUTE_COMPLETE";
  readonly reason: string;
  readonly changes: readonly Change[];
}

interface Event {
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string;
}

export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly account: string;
  status: string;
  reason: string;
  deployed: Proposal | undefined;
  readonly resources: Map<string, StackResource>;
  readonly outputs: Map<string, string>;
  readonly events: Event[];
  readonly changeSets: Map<string, ChangeSet>;
  /** What is left to do, and how much of it in each tick. */
  steps: (() => void)[];
  perTick: number;
}

/** A call, and whose credentials it was made with. */
interface Call {
  readonly account: string;
  readonly parameters: Parameters;
}

export const stackOperations: Readonly<Record<string, (aws: AwsState, call: Call) => Answer>> = {
  DescribeStacks: describeStacks,
  CreateChangeSet: createChangeSet,
  DescribeChangeSet: describeChangeSet,
  ExecuteChangeSet: executeChangeSet,
  DeleteChangeSet: deleteChangeSet,
  ListChangeSets: (aws, call) => ({
    Summaries: [...stackOf(aws, call).changeSets.values()].map(({ name, status, execution }) => ({
      ChangeSetName: name,
      Status: status,
      ExecutionStatus: execution,
    })),
  }),
  DeleteStack: deleteStack,
  DescribeStackEvents: (aws, call) => ({
    StackEvents: [...stackOf(aws, call).events].reverse().map((event, at) => ({
      StackId: "stack",
      StackName: call.parameters.get("StackName"),
      EventId: String(at),
      Timestamp: time,
      LogicalResourceId: event.logicalId,
      ResourceType: event.type,
      ResourceStatus: event.status,
      ResourceStatusReason: event.reason || undefined,
    })),
  }),
  DescribeStackResources: (aws, call) => ({ StackResources: resourcesOf(aws, call) }),
  ListStackResources: (aws, call) => ({ StackResourceSummaries: resourcesOf(aws, call) }),
  GetTemplate: (aws, call) => ({ TemplateBody: stackOf(aws, call).deployed?.body ?? "" }),
  SetStackPolicy: () => ({}),
  UpdateTerminationProtection: (aws, call) => ({ StackId: stackOf(aws, call).id }),
  ValidateTemplate: (_, { parameters }) => {
    parseTemplate(required(parameters, "TemplateBody"));
    return {};
  },
};

const time = "2026-01-01T00:00:00Z";

function resourcesOf(aws: AwsState, call: Call): Answer {
  const stack = stackOf(aws, call);
  return [...stack.resources].map(([LogicalResourceId, { id, type }]) => ({
    StackName: stack.name,
    LogicalResourceId,
    PhysicalResourceId: id,
    ResourceType: type,
    ResourceStatus: "CREATE_COMPLETE",
    Timestamp: time,
    LastUpdatedTimestamp: time,
  }));
}

/** Takes every stack as far as one tick goes. */
export function advanceStacks(aws: AwsState): void {
  for (const stack of aws.stacks.values())
    for (let at = 0; at < stack.perTick && stack.steps.length > 0; at += 1) stack.steps.shift()?.();
}

function keyOf({ account, parameters }: Call): string {
  return `${account}/${required(parameters, "StackName").replace(/^arn:.*:stack\/([^/]+)\/.*$/, "$1")}`;
}

function find(aws: AwsState, call: Call): Stack | undefined {
  const stack = aws.stacks.get(keyOf(call));
  return stack?.status === "DELETE_COMPLETE" ? undefined : stack;
}

function stackOf(aws: AwsState, call: Call): Stack {
  const stack = find(aws, call);
  if (!stack) throw invalid(`Stack with id ${call.parameters.get("StackName")} does not exist`);
  return stack;
}

function describeStacks(aws: AwsState, call: Call): Answer {
  const { name, id, status, reason, outputs, deployed } = stackOf(aws, call);
  const pairs = (of: ReadonlyMap<string, string>, kind: string) =>
    [...of].map(([key, value]) => ({ [`${kind}Key`]: key, [`${kind}Value`]: value }));
  const stack = {
    StackName: name,
    StackId: id,
    Description: deployed?.template.Description,
    StackStatus: status,
    StackStatusReason: reason || undefined,
    CreationTime: time,
    Parameters: pairs(deployed?.parameters ?? new Map(), "Parameter"),
    Outputs: pairs(outputs, "Output"),
    Tags: [],
  };
  return { Stacks: [stack] };
}

function createChangeSet(aws: AwsState, call: Call): Answer {
  const { parameters, account } = call;
  const name = required(parameters, "ChangeSetName");
  const found = find(aws, call);
  const existing = found?.status === "REVIEW_IN_PROGRESS" ? undefined : found;
  if ((parameters.get("ChangeSetType") ?? "UPDATE") === "CREATE" ? existing : !existing)
    throw invalid(`Stack [${parameters.get("StackName")}] ${existing ? "already exists" : "does not exist"}`);
  if (existing && !/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(existing.status))
    throw invalid(`Stack:${existing.id} is in ${existing.status} state and can not be updated.`);
  const proposal = readProposal(parameters, existing);
  const stack = found ?? newStack(keyOf(call), account);
  aws.stacks.set(keyOf(call), stack);
  if (stack.changeSets.has(name))
    throw new Refusal("AlreadyExistsException", `ChangeSet ${name} already exists`);
  const mode = parameters.get("DeploymentMode") ?? "";
  const changes = changesOf(aws, stack, { proposal, mode });
  const empty =
    existing && changes.length === 0 && isDeepStrictEqual(existing.deployed?.template, proposal.template);
  stack.changeSets.set(name, {
    ...proposal,
    name,
    mode,
    changes,
    status: empty ? "FAILED" : "CREATE_COMPLETE",
    execution: empty ? "UNAVAILABLE" : "AVAILABLE",
    reason: empty
      ? "The submitted information didn't contain changes. Submit different information to create a change set."
      : "",
  });
  return { Id: `arn:aws:cloudformation:${aws.region}:${account}:changeSet/${name}/1`, StackId: stack.id };
}

function newStack(key: string, account: string): Stack {
  const name = key.slice(account.length + 1);
  return {
    name,
    id: `arn:aws:cloudformation:region:${account}:stack/${name}/1`,
    account,
    status: "REVIEW_IN_PROGRESS",
    reason: "",
    deployed: undefined,
    resources: new Map(),
    outputs: new Map(),
    events: [],
    changeSets: new Map(),
    steps: [],
    perTick: 0,
  };
}

function readProposal(parameters: Parameters, existing: Stack | undefined): Proposal {
  const body =
    parameters.get("UsePreviousTemplate") === "true"
      ? (existing?.deployed?.body ?? "")
      : required(parameters, "TemplateBody");
  const template = parseTemplate(body);
  creationOrder(template);
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
  const values = valuesOf(aws, stack, proposal.parameters);
  const { Resources } = proposal.template;
  const changes = creationOrder(proposal.template).flatMap((logicalId): Change[] => {
    const { Type: type = "", Properties = {} } = Resources[logicalId] ?? {};
    const before = stack.resources.get(logicalId);
    if (!before) return [{ action: "Add", logicalId, type, changed: [], replacement: false }];
    const after = resolve(Properties, values) as Properties;
    const names = [...new Set([...Object.keys(before.properties), ...Object.keys(after)])];
    const declared = names.filter((name) => !isDeepStrictEqual(before.properties[name], after[name]));
    const { drifted } = kindOf(type);
    const changed = mode === "REVERT_DRIFT" && drifted ? drifted(aws, before.id, after) : declared;
    if (changed.length === 0 && declared.length > 0)
      return [{ action: "SyncWithActual", logicalId, type, changed: declared, replacement: false }];
    if (changed.length === 0) return [];
    return [{ action: "Modify", logicalId, type, changed, replacement: isReplacedBy(type, changed) }];
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

function valuesOf(aws: AwsState, stack: Stack, parameters: ReadonlyMap<string, string>): Map<string, string> {
  const resources = [...stack.resources].flatMap(([logicalId, { id, attributes }]) => [
    [logicalId, id] as const,
    ...Object.entries(attributes).map(([name, value]) => [`${logicalId}.${name}`, value] as const),
  ]);
  return new Map([
    ["AWS::Partition", "aws"],
    ["AWS::Region", aws.region],
    ["AWS::AccountId", stack.account],
    ["AWS::StackName", stack.name],
    ...parameters,
    ...resources,
  ]);
}

function changeSetOf(aws: AwsState, call: Call): { stack: Stack; set: ChangeSet } {
  const name = required(call.parameters, "ChangeSetName");
  const short = name.replace(/^arn:.*:changeSet\/([^/]+)\/.*$/, "$1");
  for (const stack of aws.stacks.values()) {
    const set = stack.changeSets.get(short);
    const here = call.parameters.has("StackName") ? find(aws, call) === stack : true;
    if (set && here) return { stack, set };
  }
  throw new Refusal("ChangeSetNotFound", `ChangeSet [${name}] does not exist`);
}

function describeChangeSet(aws: AwsState, call: Call): Answer {
  const { stack, set } = changeSetOf(aws, call);
  return {
    ChangeSetName: set.name,
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
        Scope: action === "Modify" ? ["Properties"] : [],
        Details: changed.map((name) => ({
          Target: { Attribute: "Properties", Name: name, Path: `/Properties/${name}` },
          Evaluation: "Static",
          ChangeSource: "DirectModification",
        })),
      },
    })),
  };
}

function deleteChangeSet(aws: AwsState, call: Call): Answer {
  const { stack, set } = changeSetOf(aws, call);
  stack.changeSets.delete(set.name);
  return {};
}

function executeChangeSet(aws: AwsState, call: Call): Answer {
  const { stack, set } = changeSetOf(aws, call);
  if (set.execution !== "AVAILABLE")
    throw new Refusal(
      "InvalidChangeSetStatus",
      `ChangeSet [${set.name}] cannot be executed in its current status`,
    );
  const verb = stack.status === "REVIEW_IN_PROGRESS" ? "CREATE" : "UPDATE";
  set.execution = "EXECUTE_COMPLETE";
  stack.changeSets.clear();
  stack.status = `${verb}_IN_PROGRESS`;
  stack.reason = "";
  const before = new Map(stack.resources);
  const kept = stack.deployed;
  const undo = (reason: string) => rollBack(aws, stack, { verb, before, kept, reason });
  const steps = set.changes.map((change) => () => {
    try {
      applyChange(aws, stack, { set, change });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      record(stack, change, { status: `${verb}_FAILED`, reason: error.message });
      undo(`The following resource(s) failed to ${verb.toLowerCase()}: [${change.logicalId}].`);
    }
  });
  start(aws, stack, [
    ...steps,
    () => {
      stack.deployed = set;
      stack.status = `${verb}_COMPLETE`;
      setOutputs(aws, stack);
    },
  ]);
  return {};
}

function start(aws: AwsState, stack: Stack, steps: (() => void)[]): void {
  stack.steps = steps;
  stack.perTick = Math.ceil(steps.length / Math.max(1, aws.pace.stack));
}

function setOutputs(aws: AwsState, stack: Stack): void {
  const { template, parameters } = stack.deployed as Proposal;
  const values = valuesOf(aws, stack, parameters);
  stack.outputs.clear();
  for (const [name, { Value }] of Object.entries(template.Outputs ?? {}))
    stack.outputs.set(name, String(resolve(Value, values)));
}

function applyChange(aws: AwsState, stack: Stack, { set, change }: { set: ChangeSet; change: Change }): void {
  const { logicalId, type, action } = change;
  const before = stack.resources.get(logicalId);
  if (action === "Remove") {
    if (before) removeResource(aws, stack, { logicalId, resource: before });
    return;
  }
  const declared = set.template.Resources[logicalId];
  const properties = resolve(declared?.Properties ?? {}, valuesOf(aws, stack, set.parameters)) as Properties;
  const deletion = declared?.DeletionPolicy ?? "Delete";
  if (before && action === "SyncWithActual") {
    stack.resources.set(logicalId, { ...before, properties, deletion });
    record(stack, change, { status: "UPDATE_COMPLETE", reason: "" });
    return;
  }
  aws.stackFault(type, logicalId);
  if (before && !change.replacement) {
    const after = withStackTags(stack, logicalId, properties);
    kindOf(type).update?.(aws, before.id, { properties: after, changed: change.changed });
    stack.resources.set(logicalId, { ...before, properties, deletion });
    record(stack, change, { status: "UPDATE_COMPLETE", reason: "" });
    return;
  }
  const made = kindOf(type).create(aws, withStackTags(stack, logicalId, properties));
  stack.resources.set(logicalId, {
    type,
    id: made.id,
    properties,
    attributes: made.attributes ?? {},
    deletion,
  });
  if (before && (declared?.UpdateReplacePolicy ?? "Delete") === "Delete")
    stack.steps.splice(-1, 0, () => kindOf(type).remove(aws, before.id, before.properties));
  record(stack, change, { status: "CREATE_COMPLETE", reason: "" });
}

/** CloudFormation tags what it makes. */
function withStackTags({ name, id }: Stack, logicalId: string, properties: Properties): Properties {
  if (!("Tags" in properties)) return properties;
  const own = { "stack-name": name, "stack-id": id, "logical-id": logicalId };
  const tags = Object.entries(own).map(([key, Value]) => ({ Key: `aws:cloudformation:${key}`, Value }));
  return { ...properties, Tags: [...(properties.Tags as object[]), ...tags] };
}

function removeResource(
  aws: AwsState,
  stack: Stack,
  { logicalId, resource }: { logicalId: string; resource: StackResource },
): void {
  const kept = resource.deletion !== "Delete";
  if (!kept) kindOf(resource.type).remove(aws, resource.id, resource.properties);
  stack.resources.delete(logicalId);
  record(
    stack,
    { logicalId, type: resource.type },
    { status: kept ? "DELETE_SKIPPED" : "DELETE_COMPLETE", reason: "" },
  );
}

/** Undoes what the operation did: what is new goes, what was changed gets its old properties, in one tick each. */
function rollBack(
  aws: AwsState,
  stack: Stack,
  undone: {
    verb: string;
    before: ReadonlyMap<string, StackResource>;
    kept: Proposal | undefined;
    reason: string;
  },
): void {
  const { verb, before, kept, reason } = undone;
  const created = verb === "CREATE";
  stack.status = created ? "ROLLBACK_IN_PROGRESS" : "UPDATE_ROLLBACK_IN_PROGRESS";
  stack.reason = reason;
  const steps = [...stack.resources].reverse().flatMap(([logicalId, now]) => {
    const old = before.get(logicalId);
    if (old === now) return [];
    return [
      () => {
        if (!old || old.id !== now.id) kindOf(now.type).remove(aws, now.id, now.properties);
        else
          kindOf(now.type).update?.(aws, now.id, {
            properties: old.properties,
            changed: Object.keys(old.properties),
          });
        if (old) stack.resources.set(logicalId, old);
        else stack.resources.delete(logicalId);
      },
    ];
  });
  start(aws, stack, [
    ...steps,
    () => {
      stack.deployed = kept;
      stack.status = created ? "ROLLBACK_COMPLETE" : "UPDATE_ROLLBACK_COMPLETE";
    },
  ]);
}

function deleteStack(aws: AwsState, call: Call): Answer {
  const stack = find(aws, call);
  if (!stack) return {};
  stack.status = "DELETE_IN_PROGRESS";
  const order = stack.deployed
    ? creationOrder(stack.deployed.template).reverse()
    : [...stack.resources.keys()];
  const steps = order.map((logicalId) => () => {
    const resource = stack.resources.get(logicalId);
    if (!resource) return;
    try {
      removeResource(aws, stack, { logicalId, resource });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      stack.status = "DELETE_FAILED";
      stack.reason = `The following resource(s) failed to delete: [${logicalId}]. ${error.message}`;
      stack.steps = [];
    }
  });
  const finish = () => {
    stack.status = "DELETE_COMPLETE";
  };
  start(aws, stack, [...steps, finish]);
  return {};
}

function record(
  stack: Stack,
  { logicalId, type }: { readonly logicalId: string; readonly type: string },
  { status, reason }: { status: string; reason: string },
): void {
  stack.events.push({ logicalId, type, status, reason });
}
