import { regionPattern } from "../../facts/gcp.ts";
import { notOfPattern } from "../pattern.ts";
import { placed } from "../placed.ts";
import { repeated } from "../repeated.ts";
import { sectionRule } from "../rule.ts";

export const location = sectionRule({
  id: "secrets/location",
  severity: "error",
  title: "The locations of the secrets are Google Cloud regions, each named once",
  why: "Secret Manager refuses to create the secrets.",
  fix: "Write regions such as asia-northeast1, or leave the key out for automatic replication.",
  source: regionPattern.source,
  needs: ["preSharedKeys"],
  *check({ preSharedKeys: { gcp } }) {
    const entries = placed(["preSharedKeys", "gcp", "locations"], gcp.locations);
    for (const entry of entries) {
      yield* notOfPattern(entry, {
        pattern: regionPattern.value,
        what: "Google Cloud region",
        allowed: "one is written as asia-northeast1",
      });
    }
    yield* repeated(entries, "location");
  },
  bad: {
    yaml: "preSharedKeys: { gcp: { locations: [ap-northeast-1] } }",
    at: ["preSharedKeys", "gcp", "locations", 0],
  },
  good: { yaml: "preSharedKeys: { gcp: { locations: [asia-northeast1] } }" },
});
