import * as aws from "../../facts/aws-network.ts";
import { parseTraffic } from "../../topology/traffic.ts";
import { allowLists } from "../allow-lists.ts";
import { placed } from "../placed.ts";
import { sectionRule } from "../rule.ts";

const ports: readonly number[] = aws.ikePorts.value;

export const ikePorts = sectionRule({
  id: "security/ike-ports",
  severity: "warning",
  title: "No rule opens IKE's ports",
  why: "IKE and ESP end at the clouds' own gateways, in front of every firewall rule and security group. Opening UDP 500 or 4500 gains the tunnels nothing, and opens machines.",
  fix: "Remove the entry.",
  source: aws.ikePorts.source,
  needs: ["aws", "gcp"],
  *check(sides) {
    for (const { at: list, allow } of allowLists(sides)) {
      for (const { at, value } of placed(list, allow)) {
        const entry = parseTraffic(value);
        if (entry?.protocol !== "udp" || entry.fromPort !== entry.toPort || !ports.includes(entry.fromPort))
          continue;
        yield { at, message: `${value} is IKE's; the tunnels need no rule for it` };
      }
    }
  },
  bad: { yaml: "gcp: { firewall: { allow: [udp/500, icmp] } }", at: ["gcp", "firewall", "allow", 0] },
  good: { yaml: "gcp: { firewall: { allow: [udp/53, icmp] } }" },
});
