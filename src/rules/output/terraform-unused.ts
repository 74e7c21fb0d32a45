import { rootModuleOnly } from "../../facts/gcp.ts";
import { sectionRule } from "../rule.ts";

export const terraformUnused = sectionRule({
  id: "output/terraform-unused",
  severity: "warning",
  title: "Terraform is set up only where it is emitted",
  why: "Without the target the settings change nothing.",
  fix: "Add terraform to output.targets, or remove output.terraform.",
  source: rootModuleOnly.source,
  needs: ["output"],
  *check({ output: { terraform, targets } }) {
    if (targets.includes("terraform") || targets.includes("terraform-aws")) return;
    for (const key of ["backend", "impersonate"] as const) {
      if (terraform[key] === undefined) continue;
      yield {
        at: ["output", "terraform", key],
        part: "key",
        message: `${key} is set, but terraform is not among the targets`,
        related: [{ at: ["output", "targets"], message: "the targets" }],
      };
    }
  },
  bad: {
    yaml: "output: { targets: [cloudformation, gcloud], terraform: { impersonate: terraform@media-prod.iam.gserviceaccount.com } }",
    at: ["output", "terraform", "impersonate"],
  },
  good: {
    yaml: "output: { targets: [cloudformation, terraform], terraform: { impersonate: terraform@media-prod.iam.gserviceaccount.com } }",
  },
});
