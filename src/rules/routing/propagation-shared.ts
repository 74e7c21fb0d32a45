import { vgwActiveTunnels } from "../../facts/aws.ts";
import { clashes, identityOf } from "../across-files.ts";
import { runRule } from "../rule.ts";

const existing =
  "aws: { asn: 65000, gateway: { type: vgw, id: vgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: %, securityGroups: external }] }";

export const propagationShared = runRule({
  id: "routing/propagation-shared",
  severity: "warning",
  title: "Only one file turns on a gateway's propagation to a route table",
  why: "A route table has one switch per virtual private gateway. Removing the table from one file turns it off, and the other VPN loses its routes.",
  fix: "Write routeTables: external in one of the files.",
  source: vgwActiveTunnels.source,
  needs: "run",
  *check(vpns) {
    const claims = vpns.flatMap((vpn) => {
      const { gateway, region, vpcs } = vpn.config.aws;
      const gatewayId = gateway.id;
      if (gateway.type !== "vgw" || gatewayId === undefined) return [];
      return vpcs.flatMap(({ routeTables }, index) =>
        routeTables === "external"
          ? []
          : routeTables.map((id, table) => ({
              vpn,
              at: ["aws", "vpcs", index, "routeTables", table],
              identity: identityOf(region, gatewayId, id),
              id,
              gatewayId,
            })),
      );
    });
    for (const { first, other } of clashes(claims)) {
      yield {
        file: other.vpn.file,
        at: other.at,
        message: `${other.gatewayId} propagates to ${other.id} here and in ${first.vpn.file}`,
        related: [{ file: first.vpn.file, at: first.at, message: "the same table" }],
      };
    }
  },
  bad: {
    yaml: existing.replace("%", "[rtb-0a1b2c3d4e5f60718]"),
    others: [existing.replace("%", "[rtb-0a1b2c3d4e5f60718]")],
    at: ["aws", "vpcs", 0, "routeTables", 0],
  },
  good: {
    yaml: existing.replace("%", "[rtb-0a1b2c3d4e5f60718]"),
    others: [existing.replace("%", "external")],
  },
});
