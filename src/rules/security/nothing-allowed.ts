import { ikePorts } from "../../facts/aws-network.ts";
import { allowLists } from "../allow-lists.ts";
import { sectionRule } from "../rule.ts";

export const nothingAllowed = sectionRule({
  id: "security/nothing-allowed",
  severity: "error",
  title: "Each security group and firewall rule lets something in",
  why: "The tunnels come up, and every packet through them is dropped at the door. An empty rule is also refused by Google Cloud.",
  fix: "List what may pass, such as [tcp/443, icmp], or write external where another team manages it.",
  source: ikePorts.source,
  needs: ["aws", "gcp"],
  *check(sides) {
    for (const [index, { securityGroups }] of sides.aws.vpcs.entries()) {
      if (securityGroups === "external" || securityGroups.length > 0) continue;
      yield {
        at: ["aws", "vpcs", index, "securityGroups"],
        message: "no security group lets Google Cloud in",
      };
    }
    for (const { at, allow } of allowLists(sides)) {
      if (allow.length === 0) yield { at, message: "nothing is allowed" };
    }
  },
  bad: { yaml: "gcp: { firewall: { allow: [] } }", at: ["gcp", "firewall", "allow"] },
  good: { yaml: "gcp: { firewall: external }" },
});
