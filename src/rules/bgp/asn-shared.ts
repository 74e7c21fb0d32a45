import { peerAsnsDiffer } from "../../facts/gcp.ts";
import { identityOf } from "../across-files.ts";
import { runRule, type Vpn } from "../rule.ts";

export const asnShared = runRule({
  id: "bgp/asn-shared",
  severity: "error",
  title: "In one Google Cloud region and network, no ASN is a router's here and AWS's there",
  why: "Google Cloud wants a router's ASN to differ from that of every peer in its region and network. Routes of one VPN that carry the other's number look like loops and are dropped.",
  fix: "Give the clouds disjoint numbers, for example 64512 and up to Google Cloud and 65000 and up to AWS.",
  source: peerAsnsDiffer.source,
  needs: "run",
  *check(vpns) {
    // Of several files the first is kept.
    const peers = new Map(vpns.toReversed().map((vpn) => [networkKey(vpn, vpn.config.aws.asn), vpn]));
    for (const vpn of vpns) {
      const { asn } = vpn.config.gcp;
      const peer = peers.get(networkKey(vpn, asn));
      // Within one file it is `bgp/asn-equal`.
      if (peer === undefined || vpn.config.aws.asn === asn) continue;
      yield {
        file: vpn.file,
        at: ["gcp", "asn"],
        message: `ASN ${asn} is AWS's in ${peer.file}, which shares network ${vpn.config.gcp.network} and region ${vpn.config.gcp.region}`,
        related: [{ file: peer.file, at: ["aws", "asn"], message: "the same number here" }],
      };
    }
  },
  bad: { yaml: "gcp: { asn: 64600 }", others: ["aws: { asn: 64600 }"], at: ["gcp", "asn"] },
  good: { yaml: "gcp: { asn: 64600 }", others: ["gcp: { asn: 64600 }"] },
});

function networkKey({ config: { gcp } }: Vpn, asn: number): string {
  return identityOf(gcp.project, gcp.region, gcp.network, asn);
}
