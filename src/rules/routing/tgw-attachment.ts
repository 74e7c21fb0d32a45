import { transitGatewayTables } from "../../facts/aws-network.ts";
import { sectionRule } from "../rule.ts";

const tables =
  "gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718, routeTables: { associate: tgw-rtb-0a1b2c3d4e5f60718, propagate: [tgw-rtb-0b2c3d4e5f6071829] } }";

export const tgwAttachment = sectionRule({
  id: "routing/tgw-attachment",
  severity: "info",
  title: "A VPC that someone else attaches must be in the transit gateway's route tables",
  why: "Google Cloud learns only the routes in the route table that the connections use, and a VPC finds Google Cloud only in the table that it is associated with. vpngen arranges the attachments that it makes, and cannot see the others: if one is missing, tunnels and BGP come up and no traffic passes.",
  fix: "Have the VPC propagate to routeTables.associate and associate it with one of routeTables.propagate, or list its subnets to have it attached here.",
  source: transitGatewayTables.source,
  needs: ["aws"],
  *check({ aws: { gateway, vpcs } }) {
    const { id, type, routeTables } = gateway;
    if (type !== "tgw" || id === undefined || routeTables === undefined) return;
    const { associate, propagate } = routeTables;
    const duties = [
      ...(associate === undefined ? [] : [`propagate to ${associate}`]),
      ...(propagate.length === 0 ? [] : [`be associated with ${propagate.join(" or ")}`]),
    ];
    if (duties.length === 0) return;
    for (const [index, { id: vpc, subnets = [] }] of vpcs.entries()) {
      if (subnets.length > 0) continue;
      yield {
        at: ["aws", "vpcs", index, "id"],
        message: `someone else attaches ${vpc} to ${id}; its attachment must ${duties.join(" and ")}`,
      };
    }
  },
  bad: { yaml: `aws: { ${tables} }`, at: ["aws", "vpcs", 0, "id"] },
  good: {
    yaml: `aws: { ${tables}, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], subnets: [subnet-0a1b2c3d4e5f60718], routeTables: external, securityGroups: external }] }`,
  },
});
