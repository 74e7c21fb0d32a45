import { govCloud } from "../../facts/aws-network.ts";
import { sectionRule } from "../rule.ts";

const hashes: readonly unknown[] = govCloud.value.refusedIntegrity;
const groups: readonly unknown[] = govCloud.value.refusedDhGroups;

export const govcloud = sectionRule({
  id: "crypto/govcloud",
  severity: "error",
  title: "In AWS GovCloud the suite is at least AES128, SHA2 and group 14",
  why: "The GovCloud regions refuse weaker algorithms when the connection is created.",
  fix: "Write SHA2-256 and group 14, or stronger.",
  source: govCloud.source,
  needs: ["aws", "ipsec"],
  *check({ aws: { region }, ipsec: { integrity, dhGroup } }) {
    if (!region.startsWith(govCloud.value.regionPrefix)) return;
    if (hashes.includes(integrity)) {
      yield {
        at: ["ipsec", "integrity"],
        message: `${integrity} is refused in ${region}; SHA2 is the minimum`,
      };
    }
    if (groups.includes(dhGroup)) {
      yield {
        at: ["ipsec", "dhGroup"],
        message: `DH group ${dhGroup} is refused in ${region}; 14 is the minimum`,
      };
    }
  },
  bad: { yaml: "aws: { region: us-gov-west-1 }\nipsec: { dhGroup: 2 }", at: ["ipsec", "dhGroup"] },
  good: { yaml: "aws: { region: us-gov-west-1 }\nipsec: { dhGroup: 14 }" },
});
