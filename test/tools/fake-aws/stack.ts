/** CloudFormation stacks: what they hold, and how they are found. */
import { type Parameters, required } from "./query.ts";
import type { Properties } from "./resources.ts";
import type { AwsState } from "./state.ts";
import { conditionKey, invalid, resolve, type Template } from "./template.ts";

export interface StackResource {
  readonly type: string;
  readonly id: string;
  /** As deployed last, dynamic references unresolved. */
  readonly properties: Properties;
  readonly attributes: Readonly<Record<string, string>>;
  readonly deletion: string;
}

export interface Change {
  /** SyncWithActual: what is declared anew is what lives already, so that only the stack's record changes. */
  readonly action: "Add" | "Modify" | "Remove" | "SyncWithActual";
  readonly logicalId: string;
  readonly type: string;
  readonly changed: readonly string[];
  readonly replacement: boolean;
}

export interface Proposal {
  readonly template: Template;
  readonly body: string;
  readonly parameters: Map<string, string>;
}

export interface ChangeSet extends Proposal {
  readonly name: string;
  /** ARN. */
  readonly id: string;
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
  /** How many updates have begun. */
  updates: number;
  reason: string;
  /** The latest template's, whatever became of it. */
  description: string | undefined;
  deployed: Proposal | undefined;
  readonly resources: Map<string, StackResource>;
  /** Those that its deletion has removed or left alone, with their state. */
  readonly former: {
    readonly logicalId: string;
    readonly resource: StackResource;
    readonly status: string;
  }[];
  readonly outputs: Map<string, string>;
  readonly events: Event[];
  readonly changeSets: Map<string, ChangeSet>;
  /** What is left to do, and how much of it in each tick. */
  steps: (() => void)[];
  perTick: number;
}

/** A call, and whose credentials it was made with. */
export interface Call {
  readonly account: string;
  readonly parameters: Parameters;
}

export function keyOf({ account, parameters }: Call): string {
  return `${account}/${required(parameters, "StackName").replace(/^arn:.*:stack\/([^/]+)\/.*$/, "$1")}`;
}

/** By its name while it exists, by its id also later. */
export function findStack(aws: AwsState, call: Call): Stack | undefined {
  const id = required(call.parameters, "StackName");
  const all = [...aws.stacks.values(), ...aws.formerStacks];
  if (id.startsWith("arn:")) return all.find((stack) => stack.id === id && stack.account === call.account);
  const stack = aws.stacks.get(keyOf(call));
  return stack?.status === "DELETE_COMPLETE" ? undefined : stack;
}

export function stackOf(aws: AwsState, call: Call): Stack {
  const stack = findStack(aws, call);
  if (!stack) throw invalid(`Stack with id ${call.parameters.get("StackName")} does not exist`);
  return stack;
}

export function newStack(aws: AwsState, key: string, account: string): Stack {
  const name = key.slice(account.length + 1);
  const before = aws.stacks.get(key);
  if (before) aws.formerStacks.push(before);
  const number = 1 + aws.formerStacks.length;
  return {
    name,
    id: `arn:aws:cloudformation:${aws.region}:${account}:stack/${name}/${number}`,
    account,
    status: "REVIEW_IN_PROGRESS",
    updates: 0,
    reason: "",
    description: undefined,
    deployed: undefined,
    resources: new Map(),
    former: [],
    outputs: new Map(),
    events: [],
    changeSets: new Map(),
    steps: [],
    perTick: 0,
  };
}

export function valuesOf(
  aws: AwsState,
  stack: Stack,
  { template, parameters }: Pick<Proposal, "template" | "parameters">,
): Map<string, string> {
  const resources = [...stack.resources].flatMap(([logicalId, { id, attributes }]) => [
    [logicalId, id] as const,
    ...Object.entries(attributes).map(([name, value]) => [`${logicalId}.${name}`, value] as const),
  ]);
  const conditions = Object.entries(template.Conditions ?? {}).map(
    ([name, condition]) => [conditionKey(name), String(resolve(condition, parameters))] as const,
  );
  return new Map([
    ...conditions,
    ["AWS::StackId", stack.id],
    ["AWS::Partition", "aws"],
    ["AWS::Region", aws.region],
    ["AWS::AccountId", stack.account],
    ["AWS::StackName", stack.name],
    ...parameters,
    ...resources,
  ]);
}

export function record(
  stack: Stack,
  { logicalId, type }: { readonly logicalId: string; readonly type: string },
  { status, reason }: { status: string; reason: string },
): void {
  stack.events.push({ logicalId, type, status, reason });
}
