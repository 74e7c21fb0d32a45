import { logGroupNamePattern } from "../../facts/aws.ts";
import { vendedLogsPrefix } from "../../facts/aws-network.ts";
import { matches } from "../pattern.ts";
import { sectionRule } from "../rule.ts";
import { shown } from "../shown.ts";

const prefix = vendedLogsPrefix.value;

export const logPrefix = sectionRule({
  id: "naming/log-prefix",
  severity: "info",
  title: "The log group is one of those that AWS delivers logs to",
  why: "For any other name AWS adds to a resource policy of CloudWatch Logs, which has room for 5,120 characters per region and is shared with other services' logs. When it is full, no further log can be switched on.",
  fix: "Begin the name with /aws/vendedlogs/, unless the group is there already.",
  source: vendedLogsPrefix.source,
  needs: ["aws"],
  *check({ aws: { logs } }) {
    // A name that is refused is the matter of `naming/log-group`.
    if (logs === undefined || logs.group.startsWith(prefix)) return;
    if (!matches(logs.group, logGroupNamePattern.value)) return;
    yield { at: ["aws", "logs", "group"], message: `${shown(logs.group)} does not begin with ${prefix}` };
  },
  bad: { yaml: "aws: { logs: { group: /aws/vpn/tokyo } }", at: ["aws", "logs", "group"] },
  good: { yaml: "aws: { logs: { group: /aws/vendedlogs/vpn/tokyo } }" },
});
