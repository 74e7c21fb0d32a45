import { serviceAccountPattern } from "../../facts/gcp.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const serviceAccount = sectionRule({
  id: "naming/service-account",
  severity: "error",
  title: "The service account is an address of Google Cloud",
  why: "Terraform cannot act as any other, and fails before it plans.",
  fix: "Write the account as NAME@PROJECT.iam.gserviceaccount.com.",
  source: serviceAccountPattern.source,
  needs: ["output"],
  *check({ output }) {
    const value = output.terraform.impersonate;
    yield* notOfPattern(
      { at: ["output", "terraform", "impersonate"], value },
      {
        pattern: serviceAccountPattern.value,
        what: "service account",
        allowed: "one is written as NAME@PROJECT.iam.gserviceaccount.com",
      },
    );
  },
  bad: {
    yaml: "output: { terraform: { impersonate: terraform@example.com } }",
    at: ["output", "terraform", "impersonate"],
  },
  good: { yaml: "output: { terraform: { impersonate: terraform@media-prod.iam.gserviceaccount.com } }" },
});
