import { vgwActiveTunnels } from "../../facts/aws.ts";
import { clashes } from "../across-files.ts";
import { runRule } from "../rule.ts";

const existing =
  "aws: { asn: 65000, gateway: { type: %, id: %-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }";

export const vgwShared = runRule({
  id: "gateway/vgw-shared",
  severity: "info",
  title: "VPNs that share a gateway to add up their bandwidth share a transit gateway",
  why: "A virtual private gateway sends through one tunnel of all its connections at a time: a second VPN is one more in reserve, and adds no bandwidth. A transit gateway spreads traffic over all by ECMP.",
  fix: "Leave it if the second VPN is a reserve; else use a transit gateway.",
  source: vgwActiveTunnels.source,
  needs: "run",
  *check(vpns) {
    const claims = vpns.flatMap((vpn) => {
      const { type, id } = vpn.config.aws.gateway;
      return type === "vgw" && id !== undefined ? [{ vpn, at: ["aws", "gateway", "id"], identity: id }] : [];
    });
    for (const { first, other } of clashes(claims)) {
      yield {
        file: other.vpn.file,
        at: other.at,
        message: `${other.identity} carries the VPN of ${first.vpn.file} too, and sends through one tunnel of both`,
        related: [{ file: first.vpn.file, at: first.at, message: "the same gateway" }],
      };
    }
  },
  bad: {
    yaml: existing.replaceAll("%", "vgw"),
    others: [existing.replaceAll("%", "vgw")],
    at: ["aws", "gateway", "id"],
  },
  good: { yaml: existing.replaceAll("%", "tgw"), others: [existing.replaceAll("%", "tgw")] },
});
