import { interfaceMtu } from "../../facts/aws.ts";
import { lacksIcmp } from "../allow-lists.ts";
import { sectionRule } from "../rule.ts";

export const securityGroupIcmp = sectionRule({
  id: "mtu/security-group-icmp",
  severity: "info",
  title: "The security groups on AWS let ICMP in",
  why: "Without ICMP, `fragmentation needed` from routers on Google Cloud's side does not reach AWS's machines, and a ping that tests the MTU gets no answer.",
  fix: "Write icmp into the group's allow list.",
  source: interfaceMtu.source,
  needs: ["aws"],
  *check({ aws: { vpcs } }) {
    for (const [index, { securityGroups }] of vpcs.entries()) {
      if (securityGroups === "external") continue;
      for (const [group, { id, allow }] of securityGroups.entries()) {
        if (!lacksIcmp(allow)) continue;
        const at = ["aws", "vpcs", index, "securityGroups", group, "allow"];
        yield { at, message: `${id} does not let icmp in, which path MTU discovery and its tests need` };
      }
    }
  },
  bad: {
    yaml: "aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: [{ id: sg-0a1b2c3d4e5f60718, allow: [tcp/443] }] }] }",
    at: ["aws", "vpcs", 0, "securityGroups", 0, "allow"],
  },
  good: {
    yaml: "aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: [{ id: sg-0a1b2c3d4e5f60718, allow: [all] }] }] }",
  },
});
