import { bfdUnsupported } from "../../facts/gcp.ts";
import { sectionRule } from "../rule.ts";

export const bfd = sectionRule({
  id: "bgp/bfd",
  severity: "error",
  title: "BFD is not asked for",
  why: "Google Cloud's API and Terraform accept the fields, but HA VPN tunnels do not support them, and AWS has no BFD on a VPN. The session would come up without it.",
  fix: "Remove the key. A dead tunnel is noticed by the hold time, 30 seconds, and by dead peer detection.",
  source: bfdUnsupported.source,
  needs: ["gcp"],
  *check({ gcp }) {
    if (gcp.bfd === undefined) return;
    yield {
      at: ["gcp", "bfd"],
      part: "key",
      message: "neither HA VPN tunnels nor AWS offer bidirectional forwarding detection",
    };
  },
  bad: { yaml: "gcp: { bfd: { interval: 300 } }", at: ["gcp", "bfd"] },
  good: { yaml: "gcp: { keepalive: 20 }" },
});
