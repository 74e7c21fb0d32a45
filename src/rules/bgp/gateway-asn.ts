import { amazonSideAsns } from "../../facts/aws.ts";
import { clashes, identityOf } from "../across-files.ts";
import { runRule } from "../rule.ts";

export const gatewayAsn = runRule({
  id: "bgp/gateway-asn",
  severity: "error",
  title: "An existing AWS gateway has one ASN in all files",
  why: "A gateway keeps the ASN with which it was created. The file with the other number makes the Cloud Router expect an ASN that never comes, and BGP fails with `Bad peer AS`.",
  fix: "Give both files the gateway's own number.",
  source: amazonSideAsns.source,
  needs: "run",
  *check(vpns) {
    const claims = vpns.flatMap((vpn) => {
      const { id } = vpn.config.aws.gateway;
      return id === undefined
        ? []
        : [{ vpn, at: ["aws", "asn"], identity: identityOf(vpn.config.aws.region, id), id }];
    });
    for (const { first, other } of clashes(claims)) {
      const [asn, earlier] = [other.vpn.config.aws.asn, first.vpn.config.aws.asn];
      if (asn === earlier) continue;
      yield {
        file: other.vpn.file,
        at: other.at,
        message: `gateway ${other.id} has ASN ${asn} here and ${earlier} in ${first.vpn.file}`,
        related: [{ file: first.vpn.file, at: first.at, message: "the other number" }],
      };
    }
  },
  bad: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }",
    others: ["aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }"],
    at: ["aws", "asn"],
  },
  good: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }",
    others: ["aws: { asn: 65000, gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }"],
  },
});
