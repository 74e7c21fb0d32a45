import { topicArnPattern } from "../../facts/aws.ts";
import { matches } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const topicPlace = sectionRule({
  id: "naming/topic-place",
  severity: "error",
  title: "The alarms' topic is in the VPN's region and account",
  why: "An alarm can notify a topic of its own region only, and one of another account only where that account allows it. The alarm turns red and nobody hears of it.",
  fix: "Name a topic of the VPN's region and account.",
  source: topicArnPattern.source,
  needs: ["aws"],
  *check({ aws: { alarms, region, account } }) {
    if (alarms === undefined || !matches(alarms.topic, topicArnPattern.value)) return;
    const [, , , topicRegion, topicAccount] = alarms.topic.split(":");
    const at = ["aws", "alarms", "topic"];
    if (topicRegion !== region) {
      yield {
        at,
        message: `the topic is in ${topicRegion}, and the VPN in ${region}`,
        related: [{ at: ["aws", "region"], message: "the VPN's region" }],
      };
    } else if (account !== undefined && topicAccount !== account) {
      yield {
        at,
        message: `the topic is in account ${topicAccount}, and the VPN in ${account}`,
        related: [{ at: ["aws", "account"], message: "the VPN's account" }],
      };
    }
  },
  bad: {
    yaml: 'aws: { alarms: { topic: "arn:aws:sns:us-east-1:123456789012:network-alerts" } }',
    at: ["aws", "alarms", "topic"],
  },
  good: { yaml: 'aws: { alarms: { topic: "arn:aws:sns:ap-northeast-1:123456789012:network-alerts" } }' },
});
