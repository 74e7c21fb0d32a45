import { defaultAsns } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const asnEqual = sectionRule({
  id: "bgp/asn-equal",
  severity: "error",
  title: "The two clouds have different ASNs",
  why: "With the same number on both sides the session would be internal BGP, which neither cloud offers over a VPN: IKE and IPsec come up, BGP never does, and no route is learned.",
  fix: "Give one side another private ASN, for example 64512 to Google Cloud and 65000 to AWS.",
  source: defaultAsns.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp }) {
    if (aws.asn !== gcp.asn) return;
    yield {
      at: ["gcp", "asn"],
      message: `ASN ${gcp.asn} is the ASN of the AWS side too; each side needs its own`,
      related: [{ at: ["aws", "asn"], message: "the same number here" }],
    };
  },
  bad: { yaml: "aws: { asn: 64512 }\ngcp: { asn: 64512 }", at: ["gcp", "asn"] },
  good: { yaml: "aws: { asn: 65000 }\ngcp: { asn: 64512 }" },
});
