/** What becomes of a stack when a change set is executed or the stack deleted, in a number of ticks. */

import { changeSetOf } from "./change-sets.ts";
import { authorizeHandlers } from "./permissions.ts";
import { type Answer, Refusal } from "./query.ts";
import { kindOf, type Properties } from "./resources.ts";
import {
  type Call,
  type Change,
  type ChangeSet,
  findStack,
  type Proposal,
  record,
  type Stack,
  type StackResource,
  valuesOf,
} from "./stack.ts";
import type { AwsState } from "./state.ts";
import { creationOrder, resolve } from "./template.ts";

/** Takes every stack as far as one tick goes. */
export function advanceStacks(aws: AwsState): void {
  for (const stack of aws.stacks.values())
    for (let at = 0; at < stack.perTick && stack.steps.length > 0; at += 1) stack.steps.shift()?.();
}

export function executeChangeSet(aws: AwsState, call: Call): Answer {
  const { stack, set } = changeSetOf(aws, call);
  if (set.execution !== "AVAILABLE")
    throw new Refusal(
      "InvalidChangeSetStatus",
      `ChangeSet [${set.name}] cannot be executed in its current status`,
    );
  const verb = stack.status === "REVIEW_IN_PROGRESS" ? "CREATE" : "UPDATE";
  set.execution = "EXECUTE_COMPLETE";
  if (aws.unknowns.changeSetsOutlive) stack.changeSets.delete(set.name);
  else stack.changeSets.clear();
  if (verb === "UPDATE") stack.updates += 1;
  stack.status = `${verb}_IN_PROGRESS`;
  stack.reason = "";
  stack.description = set.template.Description;
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
  const proposal = stack.deployed as Proposal;
  const { template } = proposal;
  const values = valuesOf(aws, stack, proposal);
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
  const properties = resolve(declared?.Properties ?? {}, valuesOf(aws, stack, set)) as Properties;
  const deletion = declared?.DeletionPolicy ?? "Delete";
  if (before && action === "SyncWithActual") {
    stack.resources.set(logicalId, { ...before, properties, deletion });
    record(stack, change, { status: "UPDATE_COMPLETE", reason: "" });
    return;
  }
  aws.stackFault(type, logicalId);
  const handlers = [before && !change.replacement ? "update" : "create", "read"];
  authorizeHandlers(aws, stack.account, { type, properties, handlers });
  if (before && !change.replacement) {
    const after = withStackTags(aws, stack, { ...change, properties });
    kindOf(type).update?.(aws, before.id, {
      properties: after,
      before: before.properties,
      changed: change.changed,
    });
    stack.resources.set(logicalId, { ...before, properties, deletion });
    record(stack, change, { status: "UPDATE_COMPLETE", reason: "" });
    return;
  }
  const made = kindOf(type).create(aws, withStackTags(aws, stack, { ...change, properties }));
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

/** CloudFormation tags what it makes, where the registry says so of the type (`tagging.cloudFormationSystemTags`). */
function withStackTags(
  aws: AwsState,
  { name, id }: Stack,
  { logicalId, type, properties }: Pick<Change, "logicalId" | "type"> & { properties: Properties },
): Properties {
  if (!("Tags" in properties) || !kindOf(type).systemTags || aws.untagged.has(type)) return properties;
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
  if (!kept) authorizeHandlers(aws, stack.account, { ...resource, handlers: ["delete"] });
  if (!kept) kindOf(resource.type).remove(aws, resource.id, resource.properties);
  stack.resources.delete(logicalId);
  const status = kept ? "DELETE_SKIPPED" : "DELETE_COMPLETE";
  stack.former.push({ logicalId, resource, status });
  record(stack, { logicalId, type: resource.type }, { status, reason: "" });
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
        // Only RetainExceptOnCreate makes an exception of what is new.
        // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
        const isNew = !old || old.id !== now.id;
        const isRemoved = isNew && now.deletion !== "Retain";
        try {
          if (isRemoved || !isNew)
            authorizeHandlers(aws, stack.account, { ...now, handlers: [isNew ? "delete" : "update"] });
        } catch (error) {
          stack.status = created ? "ROLLBACK_FAILED" : "UPDATE_ROLLBACK_FAILED";
          stack.reason = String(error);
          stack.steps = [];
          return;
        }
        if (isRemoved) kindOf(now.type).remove(aws, now.id, now.properties);
        else if (!isNew)
          kindOf(now.type).update?.(aws, now.id, {
            properties: old.properties,
            before: now.properties,
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

export function deleteStack(aws: AwsState, call: Call): Answer {
  const stack = findStack(aws, call);
  if (!stack) return {};
  stack.status = "DELETE_IN_PROGRESS";
  const order = stack.deployed
    ? creationOrder(stack.deployed.template, aws.random).reverse()
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
