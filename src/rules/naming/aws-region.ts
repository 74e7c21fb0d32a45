import { regionPattern } from "../../facts/aws.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const awsRegion = sectionRule({
  id: "naming/aws-region",
  severity: "error",
  title: "The AWS region is written as AWS writes it",
  why: "The scripts and the template are meant for this region; the aws CLI finds no other.",
  fix: "Write a region such as ap-northeast-1, without the letter of a zone.",
  source: regionPattern.source,
  needs: ["aws"],
  *check({ aws }) {
    const value = aws.region;
    yield* notOfPattern(
      { at: ["aws", "region"], value },
      { pattern: regionPattern.value, what: "AWS region", allowed: "one is written as ap-northeast-1" },
    );
  },
  bad: { yaml: "aws: { region: ap-northeast-1a }", at: ["aws", "region"] },
  good: { yaml: "aws: { region: ap-northeast-3 }" },
});
