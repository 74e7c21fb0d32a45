import { logGroupNamePattern } from "../../facts/aws.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const logGroup = sectionRule({
  id: "naming/log-group",
  severity: "error",
  title: "CloudWatch Logs takes the name of the log group",
  why: "AWS refuses to create the group, and the stack is rolled back.",
  fix: "Write a name such as /aws/vendedlogs/tokyo-vpn.",
  source: logGroupNamePattern.source,
  needs: ["aws"],
  *check({ aws }) {
    const value = aws.logs?.group;
    yield* notOfPattern(
      { at: ["aws", "logs", "group"], value },
      {
        pattern: logGroupNamePattern.value,
        what: "name of a log group",
        allowed: "1 to 512 letters, digits and . - _ / # are allowed",
      },
    );
  },
  bad: { yaml: 'aws: { logs: { group: "/aws/vpn:tokyo" } }', at: ["aws", "logs", "group"] },
  good: { yaml: "aws: { logs: { group: /aws/vendedlogs/tokyo-vpn } }" },
});
