/** `aws-monitoring.tf`: the log group of the tunnels, and alarms on their state. */
import renderAlarms from "../../../templates/terraform-aws/alarms.tf.hbs";
import renderExistingLogGroup from "../../../templates/terraform-aws/existing-log-group.tf.hbs";
import renderLogGroup from "../../../templates/terraform-aws/log-group.tf.hbs";
import { tunnelStateMetric } from "../../facts/aws.ts";
import type { Topology } from "../../topology/topology.ts";
import { alarmsOf } from "../cloudformation/monitoring.ts";

/** None where there is neither a log nor a topic for alarms. */
export function monitoringBlocks({ name, aws, connections }: Topology): string[] {
  const { create, enabled, group, retentionDays } = aws.logs;
  const alarms = { alarms: alarmsOf(connections), metric: tunnelStateMetric.value, topic: aws.alarmTopic };
  return [
    ...(create ? [renderLogGroup({ name, group, retentionDays })] : []),
    ...(enabled && !create ? [renderExistingLogGroup({ group })] : []),
    ...(aws.alarmTopic === "" ? [] : [renderAlarms(alarms)]),
  ];
}
