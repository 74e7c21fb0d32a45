import { topicArnPattern } from "../../facts/aws.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const topic = sectionRule({
  id: "naming/topic",
  severity: "error",
  title: "The alarms' topic is an ARN of SNS",
  why: "CloudWatch refuses the alarm, and the stack is rolled back.",
  fix: "Write the ARN of the topic, as arn:aws:sns:ap-northeast-1:123456789012:network-alerts.",
  source: topicArnPattern.source,
  needs: ["aws"],
  *check({ aws }) {
    const value = aws.alarms?.topic;
    yield* notOfPattern(
      { at: ["aws", "alarms", "topic"], value },
      {
        pattern: topicArnPattern.value,
        what: "ARN of an SNS topic",
        allowed: "one is written as arn:aws:sns:REGION:ACCOUNT:NAME",
      },
    );
  },
  bad: { yaml: "aws: { alarms: { topic: network-alerts } }", at: ["aws", "alarms", "topic"] },
  good: { yaml: 'aws: { alarms: { topic: "arn:aws:sns:ap-northeast-1:123456789012:network-alerts" } }' },
});
