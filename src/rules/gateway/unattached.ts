import { routeNeedsAttachment } from "../../facts/aws-network.ts";
import { sectionRule } from "../rule.ts";

export const unattached = sectionRule({
  id: "gateway/unattached",
  severity: "error",
  title: "A VPC whose tables get routes to a new transit gateway is attached to it",
  why: "AWS refuses a route to a transit gateway that the VPC is not attached to. The gateway is new, so nobody else can have attached the VPC, and the stack is rolled back.",
  fix: "Name a subnet of each zone under the VPC's subnets, or write routeTables: external.",
  source: routeNeedsAttachment.source,
  needs: ["aws"],
  *check({ aws: { gateway, vpcs } }) {
    if (gateway.type !== "tgw" || gateway.id !== undefined) return;
    for (const [index, vpc] of vpcs.entries()) {
      const attached = vpc.subnets !== undefined && vpc.subnets.length > 0;
      if (attached || vpc.routeTables === "external" || vpc.routeTables.length === 0) continue;
      yield {
        at: ["aws", "vpcs", index, "routeTables"],
        message: `routes to a new transit gateway, but ${vpc.id} is not attached to it`,
      };
    }
  },
  bad: { yaml: "aws: { gateway: { type: tgw } }", at: ["aws", "vpcs", 0, "routeTables"] },
  good: { yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }" },
});
