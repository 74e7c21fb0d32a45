import { duplicateErrors } from "../../facts/aws-network.ts";
import { placed } from "../placed.ts";
import { gcpRanges } from "../ranges.ts";
import { repeated } from "../repeated.ts";
import { sectionRule } from "../rule.ts";

export const cidrRepeated = sectionRule({
  id: "addressing/cidr-repeated",
  severity: "error",
  title: "No list names a range twice",
  why: "Each range becomes a route and a security group rule; AWS refuses the second one (`RouteAlreadyExists`, `InvalidPermission.Duplicate`), and the stack is rolled back.",
  fix: "Remove one of the two.",
  source: duplicateErrors.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp }) {
    for (const [index, vpc] of aws.vpcs.entries()) {
      yield* repeated(placed(["aws", "vpcs", index, "cidrs"], vpc.cidrs), "range");
    }
    yield* repeated(placed(["aws", "cidrs"], aws.cidrs), "range");
    yield* repeated(gcpRanges(gcp), "range");
    yield* repeated(placed(["gcp", "advertise"], gcp.advertise), "range");
  },
  bad: { yaml: "gcp: { cidrs: [10.128.0.0/20, 10.128.0.0/20] }", at: ["gcp", "cidrs", 1] },
  good: { yaml: "gcp: { cidrs: [10.128.0.0/20, 10.128.16.0/20] }" },
});
