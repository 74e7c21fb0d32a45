import { accountPattern } from "../../facts/aws.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const awsAccount = sectionRule({
  id: "naming/aws-account",
  severity: "error",
  title: "The AWS account is twelve digits",
  why: "The scripts refuse to run in another account than this one, so they would run nowhere.",
  fix: "Write the account as twelve digits in quotes, with its leading zeros.",
  source: accountPattern.source,
  needs: ["aws"],
  *check({ aws }) {
    const value = aws.account;
    yield* notOfPattern(
      { at: ["aws", "account"], value },
      { pattern: accountPattern.value, what: "AWS account", allowed: "twelve digits, in quotes" },
    );
  },
  bad: { yaml: 'aws: { account: "12345678901" }', at: ["aws", "account"] },
  good: { yaml: 'aws: { account: "012345678901" }' },
});
