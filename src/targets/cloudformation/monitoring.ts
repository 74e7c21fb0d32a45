/** The log group of the tunnels, and alarms on their state. */
import { tunnelStateMetric } from "../../facts/aws.ts";
import type { Connection, Topology } from "../../topology/topology.ts";
import { connectionId, logGroupId } from "./connections.ts";
import { type Resource, ref, type Section, tagsOf } from "./template.ts";

export function logGroup({ name, aws }: Topology): Section {
  const group: Resource = {
    Type: "AWS::Logs::LogGroup",
    DeletionPolicy: "RetainExceptOnCreate",
    UpdateReplacePolicy: "Retain",
    Properties: {
      LogGroupName: aws.logs.group,
      RetentionInDays: aws.logs.retentionDays,
      Tags: tagsOf(aws.tags, name),
    },
  };
  return {
    comment:
      "Events of the tunnels. The group is kept when the stack is deleted; a new stack then has to use it as it is.",
    resources: aws.logs.create ? { [logGroupId]: group } : {},
  };
}

export function alarms(topology: Topology): Section {
  const pairs = topology.connections.flatMap((connection) => [
    [`AlarmTunnelDown${connection.id.toUpperCase()}`, tunnelDown(topology, connection)] as const,
    [`AlarmConnectionDown${connection.id.toUpperCase()}`, connectionDown(topology, connection)] as const,
  ]);
  return {
    comment: [
      "A tunnel's state is 1 while its BGP session is up. The lowest of both says that a tunnel is down, the",
      "highest that both are. One tunnel may be down for some minutes while AWS replaces its endpoint, so that",
      "alarm waits for three periods.",
    ].join("\n"),
    resources: topology.aws.alarmTopic === "" ? {} : Object.fromEntries(pairs),
  };
}

function tunnelDown(topology: Topology, connection: Connection): Resource {
  return alarm(topology, connection, {
    name: `${connection.name}-tunnel-down`,
    description: `A tunnel of VPN connection ${connection.name} to Google Cloud is down.`,
    statistic: "Minimum",
    periods: 3,
  });
}

function connectionDown(topology: Topology, connection: Connection): Resource {
  return alarm(topology, connection, {
    name: `${connection.name}-connection-down`,
    description: `Both tunnels of VPN connection ${connection.name} to Google Cloud are down.`,
    statistic: "Maximum",
    periods: 1,
  });
}

interface AlarmChoices {
  readonly name: string;
  readonly description: string;
  readonly statistic: "Minimum" | "Maximum";
  readonly periods: number;
}

function alarm({ aws }: Topology, connection: Connection, choices: AlarmChoices): Resource {
  const { namespace, name, dimension, periodSeconds } = tunnelStateMetric.value;
  return {
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      AlarmName: choices.name,
      AlarmDescription: choices.description,
      Namespace: namespace,
      MetricName: name,
      Dimensions: [{ Name: dimension, Value: ref(connectionId(connection)) }],
      Statistic: choices.statistic,
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      Period: periodSeconds,
      EvaluationPeriods: choices.periods,
      TreatMissingData: "breaching",
      AlarmActions: [aws.alarmTopic],
      OKActions: [aws.alarmTopic],
      // CloudFormation refuses a tag without a value here, and nowhere else.
      Tags: tagsOf(
        aws.tags.filter(({ value }) => value !== ""),
        choices.name,
      ),
    },
  };
}
