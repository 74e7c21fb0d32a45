import { transitGatewayDefaults } from "../../facts/aws-network.ts";
import { allOf } from "../../words/lists.ts";
import { sectionRule } from "../rule.ts";

export const tgwDefaults = sectionRule({
  id: "routing/tgw-defaults",
  severity: "info",
  title: "An existing transit gateway's route tables are named",
  why: "Without them the connections are associated and propagated as the gateway's settings say. Where these are switched off, tunnels and BGP come up and no VPC learns a route. vpngen cannot see them.",
  fix: "Name the tables under aws.gateway.routeTables, or look at the gateway's default association and propagation.",
  source: transitGatewayDefaults.source,
  needs: ["aws"],
  *check({ aws: { gateway } }) {
    const { id, type, routeTables } = gateway;
    if (type !== "tgw" || id === undefined) return;
    const left = [
      ...(routeTables?.associate === undefined ? ["association"] : []),
      ...((routeTables?.propagate ?? []).length === 0 ? ["propagation"] : []),
    ];
    if (left.length === 0) return;
    yield {
      at: ["aws", "gateway", routeTables === undefined ? "id" : "routeTables"],
      part: routeTables === undefined ? "value" : "key",
      message: `${allOf(left)} of the connections depend on the settings of ${id}`,
    };
  },
  bad: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }",
    at: ["aws", "gateway", "id"],
  },
  good: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718, routeTables: { associate: tgw-rtb-0a1b2c3d4e5f60718, propagate: [tgw-rtb-0b2c3d4e5f6071829] } } }",
  },
});
