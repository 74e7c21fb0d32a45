import { logRetentionDays } from "../../facts/aws.ts";
import { oneOf } from "../../words/lists.ts";
import { sectionRule } from "../rule.ts";

const days: readonly number[] = logRetentionDays.value;

export const logRetention = sectionRule({
  id: "naming/log-retention",
  severity: "error",
  title: "CloudWatch Logs can keep events for that many days",
  why: "AWS refuses any other number, and the stack is rolled back.",
  fix: "Choose one of the numbers that AWS takes.",
  source: logRetentionDays.source,
  needs: ["aws"],
  *check({ aws: { logs } }) {
    const given = logs?.retentionDays;
    if (given === undefined || days.includes(given)) return;
    const longer = days.find((number) => number > given) ?? days.at(-1);
    yield {
      at: ["aws", "logs", "retentionDays"],
      message: `retention of ${given} days; ${oneOf(days)} are allowed`,
      fix: `Write ${longer}.`,
    };
  },
  bad: {
    yaml: "aws: { logs: { group: /aws/vendedlogs/tokyo-vpn, retentionDays: 100 } }",
    at: ["aws", "logs", "retentionDays"],
  },
  good: { yaml: "aws: { logs: { group: /aws/vendedlogs/tokyo-vpn, retentionDays: 120 } }" },
});
