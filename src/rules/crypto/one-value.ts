import { oneValuePerRole } from "../../facts/gcp.ts";
import { sectionRule } from "../rule.ts";

const roles = ["encryption", "integrity", "dhGroup"] as const;

export const oneValue = sectionRule({
  id: "crypto/one-value",
  severity: "error",
  title: "Each role of the IPsec suite has exactly one value",
  why: "With several values AWS's proposals grow so large that IKE packets are fragmented, which Cloud VPN does not take: tunnels come up and fail at the first rekey, within the hour. AWS also takes the lowest value that the peer offers.",
  fix: "Keep one value.",
  source: oneValuePerRole.source,
  needs: ["ipsec"],
  *check({ ipsec }) {
    for (const role of roles) {
      const value = ipsec[role];
      if (!Array.isArray(value)) continue;
      const kept = value[0] === undefined ? "" : `: ${role}: ${value[0]}`;
      yield {
        at: ["ipsec", role],
        message: `${role} is a list of ${value.length}; exactly one value is allowed, without brackets`,
        fix: `Write one value${kept}.`,
      };
    }
  },
  bad: { yaml: "ipsec: { dhGroup: [14, 15, 16] }", at: ["ipsec", "dhGroup"] },
  good: { yaml: "ipsec: { dhGroup: 14 }" },
});
