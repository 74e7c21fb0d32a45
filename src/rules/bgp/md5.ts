import { noMd5 } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const md5 = sectionRule({
  id: "bgp/md5",
  severity: "error",
  title: "BGP sessions have no MD5 key",
  why: "Cloud Router would sign its packets, AWS would not, and BGP would never come up.",
  fix: "Remove the key. The sessions run inside IPsec, which authenticates every packet.",
  source: noMd5.source,
  needs: ["gcp"],
  *check({ gcp }) {
    if (gcp.md5 === undefined) return;
    yield { at: ["gcp", "md5"], part: "key", message: "AWS offers no MD5 authentication of BGP sessions" };
  },
  bad: { yaml: "gcp: { md5: true }", at: ["gcp", "md5"] },
  good: { yaml: "gcp: { keepalive: 20 }" },
});
