import { rootModuleOnly } from "../../facts/gcp.ts";
import { sectionRule } from "../rule.ts";

export const rootOnly = sectionRule({
  id: "output/root-only",
  severity: "error",
  title: "A Terraform module has no backend and no provider of its own",
  why: "Both belong to the root that calls the module. Terraform ignores a backend in a module, and the state would be kept somewhere else than the file says.",
  fix: "Write form: root, or move both to the root that calls the module.",
  source: rootModuleOnly.source,
  needs: ["output"],
  *check({ output: { terraform } }) {
    if (terraform.form !== "module") return;
    const related = [{ at: ["output", "terraform", "form"], message: "the form" }];
    for (const key of ["backend", "impersonate"] as const) {
      if (terraform[key] === undefined) continue;
      yield {
        at: ["output", "terraform", key],
        part: "key",
        message: `${key} is set, but a module has none`,
        related,
      };
    }
  },
  bad: {
    yaml: "output: { terraform: { form: module, backend: { gcs: { bucket: vpn-state, prefix: vpn } } } }",
    at: ["output", "terraform", "backend"],
  },
  good: {
    yaml: "output: { terraform: { form: root, backend: { gcs: { bucket: vpn-state, prefix: vpn } } } }",
  },
});
