/** View of `monitoring.tf.hbs`: the log group of the tunnels, and alarms on their state. */
import { tunnelStateMetric } from "../../facts/aws.ts";
import type { Topology } from "../../topology/topology.ts";
import { alarmsOf } from "../cloudformation/monitoring.ts";

export function monitoringView(topology: Topology) {
  const { name, aws, connections } = topology;
  const { create, enabled, group, retentionDays } = aws.logs;
  return {
    name,
    logs: { create, existing: enabled && !create, group, retentionDays },
    alarms: aws.alarmTopic === "" ? [] : alarmsOf(connections),
    metric: tunnelStateMetric.value,
    topic: aws.alarmTopic,
  };
}
