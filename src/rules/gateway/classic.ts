import { classicWithoutBgp } from "../../facts/gcp.ts";
import { sectionRule } from "../rule.ts";

export const classic = sectionRule({
  id: "gateway/classic",
  severity: "error",
  title: "The Google Cloud gateway is an HA VPN gateway",
  why: "Classic VPN has had no BGP since August 2025, and no promise of availability.",
  fix: "Remove the key; vpngen creates an HA VPN gateway, or uses an existing one.",
  source: classicWithoutBgp.source,
  needs: ["gcp"],
  *check({ gcp }) {
    if (gcp.gateway.classic === undefined) return;
    yield {
      at: ["gcp", "gateway", "classic"],
      part: "key",
      message: "Classic VPN is not supported; only HA VPN has BGP",
    };
  },
  bad: { yaml: "gcp: { gateway: { classic: true } }", at: ["gcp", "gateway", "classic"] },
  good: { yaml: "gcp: { gateway: { existing: true, name: prod-vpn } }" },
});
