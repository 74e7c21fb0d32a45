import { amazonSideAsns, legacyGatewayAsns } from "../../facts/aws.ts";
import { allOf } from "../../words/lists.ts";
import { boundsText, within } from "../bounds.ts";
import { sectionRule } from "../rule.ts";

const everywhere: readonly number[] = legacyGatewayAsns.value.everywhere;
const regional = new Map(Object.entries(legacyGatewayAsns.value.byRegion));

export const asnAwsRange = sectionRule({
  id: "bgp/asn-aws-range",
  severity: "error",
  title: "The ASN of the AWS side is a private one that AWS takes",
  why: "AWS refuses to create a gateway with any other number. Only a virtual private gateway from before mid-2018 can have one of AWS's own.",
  fix: "Write a number from 64512 to 65534, for example 65000.",
  source: amazonSideAsns.source,
  needs: ["aws"],
  *check({ aws: { asn, region, gateway } }) {
    if (amazonSideAsns.value.some((range) => within(asn, range))) return;
    const isLegacy = everywhere.includes(asn) || regional.get(region)?.includes(asn);
    if (gateway.type === "vgw" && gateway.id !== undefined && isLegacy) return;
    yield {
      at: ["aws", "asn"],
      message: `ASN ${asn} on AWS's side; ${allOf(amazonSideAsns.value.map(boundsText))} are allowed`,
    };
  },
  bad: { yaml: "aws: { asn: 65535 }", at: ["aws", "asn"] },
  good: { yaml: "aws: { asn: 4200000000 }" },
});
