import { oneVgwPerVpc } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const vgwAccount = sectionRule({
  id: "gateway/vgw-account",
  severity: "error",
  title: "A virtual private gateway's VPC is in the gateway's account",
  why: "A virtual private gateway cannot be shared: AWS does not find the VPC of another account, and refuses the attachment.",
  fix: "Use a transit gateway, which can be shared, or build the VPN in the VPC's account.",
  source: oneVgwPerVpc.source,
  needs: ["aws"],
  *check({ aws: { gateway, vpcs, account } }) {
    if (gateway.type !== "vgw") return;
    for (const [index, vpc] of vpcs.entries()) {
      if (vpc.account === undefined || vpc.account === account) continue;
      yield {
        at: ["aws", "vpcs", index, "account"],
        message: `the VPC is in account ${vpc.account}, and the gateway in ${account ?? "one that is not declared"}; a virtual private gateway needs both in one`,
      };
    }
  },
  bad: {
    yaml: 'aws: { account: "123456789012", vpcs: [{ id: vpc-0a1b2c3d4e5f60718, account: "210987654321", cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }',
    at: ["aws", "vpcs", 0, "account"],
  },
  good: {
    yaml: 'aws: { account: "123456789012", vpcs: [{ id: vpc-0a1b2c3d4e5f60718, account: "123456789012", cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }',
  },
});
