import { bucketPattern } from "../../facts/gcp.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const bucket = sectionRule({
  id: "naming/bucket",
  severity: "error",
  title: "Cloud Storage takes the name of the bucket",
  why: "Terraform finds no such bucket.",
  fix: "Write the name of the bucket, without gs://.",
  source: bucketPattern.source,
  needs: ["output"],
  *check({ output }) {
    const value = output.terraform.backend?.gcs.bucket;
    yield* notOfPattern(
      { at: ["output", "terraform", "backend", "gcs", "bucket"], value },
      {
        pattern: bucketPattern.value,
        what: "name of a bucket",
        allowed: "3 to 222 small letters, digits and . - _, from a letter or digit to another",
      },
    );
  },
  bad: {
    yaml: 'output: { terraform: { backend: { gcs: { bucket: "gs://state", prefix: vpn } } } }',
    at: ["output", "terraform", "backend", "gcs", "bucket"],
  },
  good: { yaml: "output: { terraform: { backend: { gcs: { bucket: vpn-state, prefix: vpn } } } }" },
});
