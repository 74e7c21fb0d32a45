import { vgwActiveTunnels } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const staticRoutes = sectionRule({
  id: "gateway/static-routes",
  severity: "error",
  title: "Routes are learned by BGP",
  why: "Static routes know nothing of a dead tunnel: traffic is lost until somebody changes them, and four tunnels cannot share it.",
  fix: "Remove the key; BGP brings the routes to both sides.",
  source: vgwActiveTunnels.source,
  needs: ["aws"],
  *check({ aws }) {
    if (aws.staticRoutes === undefined) return;
    yield {
      at: ["aws", "staticRoutes"],
      part: "key",
      message: "static routes are not supported; only BGP moves traffic between four tunnels",
    };
  },
  bad: { yaml: "aws: { staticRoutes: [10.128.0.0/20] }", at: ["aws", "staticRoutes"] },
  good: { yaml: "aws: { cidrs: [10.21.0.0/16] }" },
});
