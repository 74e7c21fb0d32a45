import { routesFromPeer } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const advertiseSubnetsLimit = sectionRule({
  id: "bgp/advertise-subnets-limit",
  severity: "info",
  title: "A network with global routing can outgrow a virtual private gateway",
  why: "With global routing `all-subnets` means the subnets of every region. The hundredth and first one makes AWS end all four BGP sessions.",
  fix: "Keep count of the network's subnets, advertise ranges that sum them up, or use a transit gateway.",
  source: routesFromPeer.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp }) {
    if (aws.gateway.type !== "vgw" || gcp.routingMode !== "global") return;
    const index = gcp.advertise.indexOf("all-subnets");
    if (index === -1) return;
    yield {
      at: ["gcp", "advertise", index],
      message: `all-subnets with global routing advertises every subnet; a virtual private gateway takes ${routesFromPeer.value.vgw} routes`,
      related: [{ at: ["gcp", "routingMode"], message: "global routing" }],
    };
  },
  bad: { yaml: "gcp: { routingMode: global, advertise: [all-subnets] }", at: ["gcp", "advertise", 0] },
  good: { yaml: "gcp: { routingMode: regional, advertise: [all-subnets] }" },
});
