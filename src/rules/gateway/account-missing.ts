import { accountPattern } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const accountMissing = sectionRule({
  id: "gateway/account-missing",
  severity: "warning",
  title: "Where a VPC names its account, the gateway does too",
  why: "Without aws.account vpngen takes the VPC's account for another one and writes a template of its own for it; if both are the same, that template is one too many.",
  fix: "Write aws.account.",
  source: accountPattern.source,
  needs: ["aws"],
  *check({ aws: { gateway, vpcs, account } }) {
    if (gateway.type !== "tgw" || account !== undefined) return;
    for (const [index, vpc] of vpcs.entries()) {
      if (vpc.account === undefined) continue;
      yield {
        at: ["aws", "vpcs", index, "account"],
        message: `the VPC's account is ${vpc.account}, and the gateway's is not declared`,
      };
    }
  },
  bad: {
    yaml: 'aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, account: "210987654321", cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }',
    at: ["aws", "vpcs", 0, "account"],
  },
  good: {
    yaml: 'aws: { account: "123456789012", gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, account: "210987654321", cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }',
  },
});
