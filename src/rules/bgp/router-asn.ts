import { routerAsnFixed } from "../../facts/gcp.ts";
import { clashes, identityOf } from "../across-files.ts";
import { runRule } from "../rule.ts";

export const routerAsn = runRule({
  id: "bgp/router-asn",
  severity: "error",
  title: "A Cloud Router has one ASN in all files",
  why: "A router keeps the ASN with which it was created. The file with the other number makes AWS expect an ASN that never comes, and BGP fails with `Bad peer AS`.",
  fix: "Give both files the router's own number.",
  source: routerAsnFixed.source,
  needs: "run",
  *check(vpns) {
    const claims = vpns.map((vpn) => {
      const { project, region, router } = vpn.topology.gcp;
      return {
        vpn,
        at: ["gcp", "asn"],
        identity: identityOf(project, region, router.name),
        router: router.name,
      };
    });
    for (const { first, other } of clashes(claims)) {
      const [asn, earlier] = [other.vpn.config.gcp.asn, first.vpn.config.gcp.asn];
      if (asn === earlier) continue;
      yield {
        file: other.vpn.file,
        at: other.at,
        message: `router ${other.router} has ASN ${asn} here and ${earlier} in ${first.vpn.file}`,
        related: [{ file: first.vpn.file, at: first.at, message: "the other number" }],
      };
    }
  },
  bad: {
    yaml: "gcp: { router: { name: shared, existing: true } }",
    others: ["gcp: { asn: 64513, router: { name: shared, existing: true } }"],
    at: ["gcp", "asn"],
  },
  good: {
    yaml: "gcp: { router: { name: shared, existing: true } }",
    others: ["gcp: { asn: 64512, router: { name: shared, existing: true } }"],
  },
});
