import { icmpNeededForPathMtu } from "../../facts/gcp.ts";
import { lacksIcmp } from "../allow-lists.ts";
import { sectionRule } from "../rule.ts";

export const firewallIcmp = sectionRule({
  id: "mtu/firewall-icmp",
  severity: "info",
  title: "The firewall on Google Cloud lets ICMP in",
  why: "Cloud VPN tells a machine by ICMP that its packet is too large; where that is dropped, large packets vanish and small ones pass. vpngen adds ICMP to the rule that it makes.",
  fix: "Write icmp into gcp.firewall.allow, so that the file says what is there.",
  source: icmpNeededForPathMtu.source,
  needs: ["gcp"],
  *check({ gcp: { firewall } }) {
    if (firewall === "external" || !lacksIcmp(firewall.allow)) return;
    yield {
      at: ["gcp", "firewall", "allow"],
      message: "icmp is not listed; it is added, since path MTU discovery needs it",
    };
  },
  bad: { yaml: "gcp: { firewall: { allow: [tcp/443] } }", at: ["gcp", "firewall", "allow"] },
  good: { yaml: "gcp: { firewall: { allow: [tcp/443, icmp] } }" },
});
