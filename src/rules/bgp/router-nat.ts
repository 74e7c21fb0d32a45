import { routerNotForNat } from "../../facts/gcp.ts";
import { sectionRule } from "../rule.ts";

export const routerNat = sectionRule({
  id: "bgp/router-nat",
  severity: "info",
  title: "An existing Cloud Router does not serve Cloud NAT or a Partner Interconnect",
  why: "Google Cloud does not let one router serve VPN tunnels and Cloud NAT, or a Partner Interconnect attachment. vpngen cannot see what the router does today.",
  fix: "Look at the router, and let vpngen create one of its own if it serves either.",
  source: routerNotForNat.source,
  needs: ["gcp"],
  *check({ gcp: { router } }) {
    if (!router.existing) return;
    yield {
      at: ["gcp", "router", "existing"],
      message:
        "an existing router can carry the VPN only if it serves neither Cloud NAT nor a Partner Interconnect",
    };
  },
  bad: { yaml: "gcp: { router: { name: prod-router, existing: true } }", at: ["gcp", "router", "existing"] },
  good: { yaml: "gcp: { router: { name: prod-router } }" },
});
