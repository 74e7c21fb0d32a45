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
  const pairs = alarmsOf(topology.connections).map((choices) => [
    `Alarm${choices.state}Down${choices.connection.id.toUpperCase()}`,
    alarm(topology, choices),
  ]);
  return {
    comment: [
      "The state of a connection is the part of its tunnels whose BGP session is up: 1, 0.5 or 0. Below 1 a tunnel is",
      "down, at 0 both are. One tunnel may be down for some minutes while AWS replaces its endpoint, so that alarm",
      "waits for three periods.",
    ].join("\n"),
    resources: topology.aws.alarmTopic === "" ? {} : Object.fromEntries(pairs),
  };
}

/** What tells the alarms apart. */
export interface AlarmChoices {
  /** Unique among the alarms of a VPN, as `a tunnel`. */
  readonly key: string;
  readonly state: "Tunnel" | "Connection";
  readonly connection: Connection;
  readonly name: string;
  readonly description: string;
  /** Of the connection's state, compared with the threshold. */
  readonly statistic: string;
  readonly comparison: string;
  readonly threshold: number;
  readonly periods: number;
}

/** The two alarms of each connection. Connections may share a name, alarms may not. */
export function alarmsOf(connections: readonly Connection[]): AlarmChoices[] {
  const { down } = tunnelStateMetric.value;
  return connections.flatMap((connection): AlarmChoices[] => {
    const { id, name } = connection;
    const isShared = connections.some((other) => other !== connection && other.name === name);
    const prefix = isShared ? `${name}-${id}` : name;
    return [
      {
        key: `${id} tunnel`,
        state: "Tunnel",
        connection,
        name: `${prefix}-tunnel-down`,
        description: `A tunnel of VPN connection ${name} to Google Cloud is down.`,
        ...down.tunnel,
        periods: 3,
      },
      {
        key: `${id} connection`,
        state: "Connection",
        connection,
        name: `${prefix}-connection-down`,
        description: `Both tunnels of VPN connection ${name} to Google Cloud are down.`,
        ...down.connection,
        periods: 1,
      },
    ];
  });
}

function alarm({ aws }: Topology, choices: AlarmChoices): Resource {
  const { namespace, name, dimension, periodSeconds } = tunnelStateMetric.value;
  return {
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      AlarmName: choices.name,
      AlarmDescription: choices.description,
      Namespace: namespace,
      MetricName: name,
      Dimensions: [{ Name: dimension, Value: ref(connectionId(choices.connection)) }],
      Statistic: choices.statistic,
      ComparisonOperator: choices.comparison,
      Threshold: choices.threshold,
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
