import { reservedCustomerGatewayAsns } from "../../facts/aws.ts";
import { reservedFor } from "../reserved-asns.ts";
import { sectionRule } from "../rule.ts";

export const asnReserved = sectionRule({
  id: "bgp/asn-reserved",
  severity: "error",
  title: "The ASN of the Google Cloud side is free for customer gateways",
  why: "AWS refuses a customer gateway with a number that it reserves; which ones depends on the region (10124 in Tokyo). 23456 and 65535 are reserved by IANA.",
  fix: "Write a private number, for example 64512.",
  source: reservedCustomerGatewayAsns.source,
  needs: ["aws", "gcp"],
  *check({ aws: { region }, gcp: { asn } }) {
    const reserved = reservedFor(asn, region);
    if (reserved === undefined) return;
    yield { at: ["gcp", "asn"], message: `ASN ${asn} cannot be a customer gateway's: ${reserved}` };
  },
  bad: { yaml: "gcp: { asn: 10124 }", at: ["gcp", "asn"] },
  good: { yaml: "gcp: { asn: 65534 }" },
});
