import { duplicateErrors } from "../../facts/aws-network.ts";
import { placed } from "../placed.ts";
import { repeated } from "../repeated.ts";
import { sectionRule } from "../rule.ts";

export const tableRepeated = sectionRule({
  id: "routing/table-repeated",
  severity: "error",
  title: "No route table or subnet is listed twice",
  why: "Each table gets a route per range; AWS refuses the second one (`RouteAlreadyExists`), and the stack is rolled back.",
  fix: "Remove one of the two.",
  source: duplicateErrors.source,
  needs: ["aws"],
  *check({ aws: { vpcs, gateway } }) {
    const tables = vpcs.flatMap(({ routeTables }, index) =>
      routeTables === "external" ? [] : placed(["aws", "vpcs", index, "routeTables"], routeTables),
    );
    const subnets = vpcs.flatMap(({ subnets: ids = [] }, index) =>
      placed(["aws", "vpcs", index, "subnets"], ids),
    );
    const propagate = placed(
      ["aws", "gateway", "routeTables", "propagate"],
      gateway.routeTables?.propagate ?? [],
    );
    yield* repeated(tables, "route table");
    yield* repeated(subnets, "subnet");
    yield* repeated(propagate, "route table");
  },
  bad: {
    yaml: "aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: [rtb-0a1b2c3d4e5f60718, rtb-0a1b2c3d4e5f60718], securityGroups: external }] }",
    at: ["aws", "vpcs", 0, "routeTables", 1],
  },
  good: {
    yaml: "aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: [rtb-0a1b2c3d4e5f60718, rtb-0b2c3d4e5f6071829], securityGroups: external }] }",
  },
});
