import { kmsKeyPattern } from "../../facts/aws-network.ts";
import { sectionRule } from "../rule.ts";

export const unused = sectionRule({
  id: "secrets/unused",
  severity: "warning",
  title: "How secrets are created is said only where some are",
  why: "With source: existing no secret is created, so the key and the locations change nothing.",
  fix: "Remove the key, or write source: generated.",
  source: kmsKeyPattern.source,
  needs: ["preSharedKeys"],
  *check({ preSharedKeys: { source, aws, gcp } }) {
    if (source !== "existing") return;
    const message = "no secret is created with source: existing, so this has no effect";
    const related = [{ at: ["preSharedKeys", "source"], message: "where the keys come from" }];
    if (aws.kmsKey !== undefined)
      yield { at: ["preSharedKeys", "aws", "kmsKey"], part: "key", message, related };
    if (gcp.locations.length > 0)
      yield { at: ["preSharedKeys", "gcp", "locations"], part: "key", message, related };
  },
  bad: {
    yaml: "preSharedKeys: { source: existing, aws: { kmsKey: alias/vpn } }",
    at: ["preSharedKeys", "aws", "kmsKey"],
  },
  good: { yaml: "preSharedKeys: { source: generated, aws: { kmsKey: alias/vpn } }" },
});
