import { rulesPerSecurityGroup } from "../../facts/aws-network.ts";
import { manyRanges } from "../ranges.ts";
import { sectionRule } from "../rule.ts";

const quota = rulesPerSecurityGroup.value;

export const ruleQuota = sectionRule({
  id: "security/rule-quota",
  severity: "warning",
  title: "A security group has room for its rules",
  why: "Each entry makes one rule for each range of Google Cloud. Unless the quota was raised, a group takes 60 for incoming traffic, those that it has already included; AWS refuses the next, and the stack is rolled back.",
  fix: "Sum the ranges up into larger ones, allow ranges of ports, or have the quota raised.",
  source: rulesPerSecurityGroup.source,
  needs: ["aws", "gcp"],
  *check({ aws: { vpcs }, gcp: { cidrs } }) {
    for (const [index, { securityGroups }] of vpcs.entries()) {
      if (securityGroups === "external") continue;
      for (const [group, { id, allow }] of securityGroups.entries()) {
        const count = allow.length * cidrs.length;
        if (count <= quota) continue;
        yield {
          at: ["aws", "vpcs", index, "securityGroups", group, "allow"],
          message: `${allow.length} entries for ${cidrs.length} ranges make ${count} rules in ${id}; ${quota} is the quota`,
          related: [{ at: ["gcp", "cidrs"], message: "the ranges" }],
        };
      }
    }
  },
  get bad() {
    return {
      yaml: `gcp: { cidrs: [${manyRanges(quota / 2 + 1)}] }`,
      at: ["aws", "vpcs", 0, "securityGroups", 0, "allow"],
    };
  },
  get good() {
    return { yaml: `gcp: { cidrs: [${manyRanges(quota / 2)}] }` };
  },
});
