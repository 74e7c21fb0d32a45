import { sessionAdvertisement } from "../../facts/gcp.ts";
import { sectionRule } from "../rule.ts";

export const cidrMissing = sectionRule({
  id: "addressing/cidr-missing",
  severity: "error",
  title: "Each VPC, and the Google Cloud side, has a range",
  why: "The ranges become routes, security group rules and firewall rules. Without one, the tunnels come up and nothing passes.",
  fix: "List the ranges that talk to the other cloud.",
  source: sessionAdvertisement.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp }) {
    for (const [index, vpc] of aws.vpcs.entries()) {
      if (vpc.cidrs.length === 0)
        yield { at: ["aws", "vpcs", index, "cidrs"], message: "the VPC has no range" };
    }
    if (gcp.cidrs.length === 0) yield { at: ["gcp", "cidrs"], message: "the Google Cloud side has no range" };
  },
  bad: { yaml: "gcp: { cidrs: [] }", at: ["gcp", "cidrs"] },
  good: { yaml: "gcp: { cidrs: [10.128.0.0/20] }" },
});
