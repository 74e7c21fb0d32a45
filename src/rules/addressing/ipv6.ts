import { vgwNoIpv6 } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const ipv6 = sectionRule({
  id: "addressing/ipv6",
  severity: "error",
  title: "The tunnels carry IPv4",
  why: "A virtual private gateway has no IPv6, and an AWS connection carries one version, so IPv6 would need four tunnels more. vpngen writes IPv4 alone.",
  fix: "Write 4, or leave the key out.",
  source: vgwNoIpv6.source,
  needs: ["tunnels"],
  *check({ tunnels: { ipVersion } }) {
    if (ipVersion === 4) return;
    yield {
      at: ["tunnels", "ipVersion"],
      message: `IP version ${ipVersion} inside the tunnels; only 4 is supported`,
    };
  },
  bad: { yaml: "tunnels: { ipVersion: 6 }", at: ["tunnels", "ipVersion"] },
  good: { yaml: "tunnels: { ipVersion: 4 }" },
});
