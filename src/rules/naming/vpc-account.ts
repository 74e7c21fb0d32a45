import { accountPattern } from "../../facts/aws.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const vpcAccount = sectionRule({
  id: "naming/vpc-account",
  severity: "error",
  title: "A VPC's account is twelve digits",
  why: "The account names the template of its own that the VPC gets, and is checked before it is deployed.",
  fix: "Write the account as twelve digits in quotes, with its leading zeros.",
  source: accountPattern.source,
  needs: ["aws"],
  *check({ aws: { vpcs } }) {
    for (const [index, { account }] of vpcs.entries()) {
      yield* notOfPattern(
        { at: ["aws", "vpcs", index, "account"], value: account },
        { pattern: accountPattern.value, what: "AWS account", allowed: "twelve digits, in quotes" },
      );
    }
  },
  bad: {
    yaml: 'aws: { account: "123456789012", gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, account: media, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }',
    at: ["aws", "vpcs", 0, "account"],
  },
  good: {
    yaml: 'aws: { account: "123456789012", gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, account: "210987654321", cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }',
  },
});
