import * as aws from "../../facts/aws.ts";
import { runRule, type Vpn } from "../rule.ts";

const perVpn = 2;
const files = aws.connectionsPerVgw.value / perVpn;
const existing =
  "aws: { asn: 65000, gateway: { type: vgw, id: vgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }\ngcp: { router: { name: core, existing: true } }";
const others = (count: number) =>
  Array.from({ length: count }, (_, index) => `name: more-${index}\n${existing}`);

export const connectionsPerVgw = runRule({
  id: "gateway/connections-per-vgw",
  severity: "warning",
  title: "A virtual private gateway has ten connections at most",
  why: "AWS refuses the eleventh connection unless the quota was raised. A virtual private gateway sends through one tunnel at a time anyway, so more VPNs add no bandwidth.",
  fix: "Use a transit gateway, or have the quota raised.",
  source: aws.connectionsPerVgw.source,
  needs: "run",
  *check(vpns) {
    const users = new Map<string, Vpn[]>();
    for (const vpn of vpns) {
      const { id, type } = vpn.config.aws.gateway;
      if (type === "vgw" && id !== undefined) users.set(id, [...(users.get(id) ?? []), vpn]);
    }
    for (const [id, sharing] of users) {
      const tooMany = sharing[files];
      if (tooMany === undefined) continue;
      yield {
        file: tooMany.file,
        at: ["aws", "gateway", "id"],
        message: `${id} gets ${sharing.length * perVpn} connections from ${sharing.length} files; ${aws.connectionsPerVgw.value} is the quota`,
      };
    }
  },
  bad: { yaml: existing, others: others(files), at: ["aws", "gateway", "id"] },
  good: { yaml: existing, others: others(files - 1) },
});
