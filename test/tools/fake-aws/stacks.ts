/** CloudFormation's calls. */
import { createChangeSet, deleteChangeSet, describeChangeSet } from "./change-sets.ts";
import { type Answer, required } from "./query.ts";
import { type Call, stackOf } from "./stack.ts";
import { deleteStack, executeChangeSet } from "./stack-operations.ts";
import type { AwsState } from "./state.ts";
import { parseTemplate } from "./template.ts";

export const stackOperations: Readonly<Record<string, (aws: AwsState, call: Call) => Answer>> = {
  DescribeStacks: describeStacks,
  CreateChangeSet: createChangeSet,
  DescribeChangeSet: describeChangeSet,
  ExecuteChangeSet: executeChangeSet,
  DeleteChangeSet: deleteChangeSet,
  ListChangeSets: (aws, call) => ({
    Summaries: [...stackOf(aws, call).changeSets.values()].map(({ name, id, status, execution }) => ({
      ChangeSetName: name,
      ChangeSetId: id,
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
  ListStacks: (aws, { account }) => ({
    StackSummaries: [...aws.stacks.values(), ...aws.formerStacks]
      .filter((stack) => stack.account === account)
      .map(({ name, id, status, description }) => ({
        StackName: name,
        StackId: id,
        StackStatus: status,
        TemplateDescription: description,
        CreationTime: time,
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
  const present = [...stack.resources].map(
    ([logicalId, resource]) => ({ logicalId, resource, status: "CREATE_COMPLETE" }) as const,
  );
  return [...present, ...stack.former].map(({ logicalId, resource: { id, type }, status }) => ({
    StackName: stack.name,
    LogicalResourceId: logicalId,
    PhysicalResourceId: id,
    ResourceType: type,
    ResourceStatus: status,
    Timestamp: time,
    LastUpdatedTimestamp: time,
  }));
}

function describeStacks(aws: AwsState, call: Call): Answer {
  const { name, id, status, reason, description, outputs, deployed, updates } = stackOf(aws, call);
  const pairs = (of: ReadonlyMap<string, string>, kind: string) =>
    [...of].map(([key, value]) => ({ [`${kind}Key`]: key, [`${kind}Value`]: value }));
  const stack = {
    StackName: name,
    StackId: id,
    Description: description,
    StackStatus: status,
    StackStatusReason: reason || undefined,
    CreationTime: time,
    LastUpdatedTime: updates > 0 ? new Date(Date.parse(time) + updates * 1000).toISOString() : undefined,
    Parameters: pairs(deployed?.parameters ?? new Map(), "Parameter"),
    Outputs: pairs(outputs, "Output"),
    Tags: [],
  };
  return { Stacks: [stack] };
}
