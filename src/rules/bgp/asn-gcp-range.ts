import { routerAsns } from "../../facts/gcp.ts";
import { allOf } from "../../words/lists.ts";
import { boundsText, within } from "../bounds.ts";
import { reservedFor } from "../reserved-asns.ts";
import { sectionRule } from "../rule.ts";

export const asnGcpRange = sectionRule({
  id: "bgp/asn-gcp-range",
  severity: "error",
  title: "The ASN of the Cloud Router is a private one",
  why: "Google Cloud refuses to create a router with any other number.",
  fix: "Write a number from 64512 to 65534, for example 64512.",
  source: routerAsns.source,
  needs: ["aws", "gcp"],
  *check({ aws, gcp: { asn } }) {
    if (routerAsns.value.some((range) => within(asn, range)) || reservedFor(asn, aws.region) !== undefined)
      return;
    const why = asn === 16550 ? " (16550 is for Partner Interconnect alone)" : "";
    yield {
      at: ["gcp", "asn"],
      message: `ASN ${asn} on Google Cloud's side${why}; ${allOf(routerAsns.value.map(boundsText))} are allowed`,
    };
  },
  bad: { yaml: "gcp: { asn: 64511 }", at: ["gcp", "asn"] },
  good: { yaml: "gcp: { asn: 4294967294 }" },
});
