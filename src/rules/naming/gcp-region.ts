import { regionPattern } from "../../facts/gcp.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const gcpRegion = sectionRule({
  id: "naming/gcp-region",
  severity: "error",
  title: "The Google Cloud region is written as Google Cloud writes it",
  why: "Neither gcloud nor Terraform finds any other.",
  fix: "Write a region such as asia-northeast1, without the letter of a zone.",
  source: regionPattern.source,
  needs: ["gcp"],
  *check({ gcp }) {
    const value = gcp.region;
    yield* notOfPattern(
      { at: ["gcp", "region"], value },
      {
        pattern: regionPattern.value,
        what: "Google Cloud region",
        allowed: "one is written as asia-northeast1",
      },
    );
  },
  bad: { yaml: "gcp: { region: ap-northeast-1 }", at: ["gcp", "region"] },
  good: { yaml: "gcp: { region: asia-northeast2 }" },
});
