import { projectPattern } from "../../facts/gcp.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const gcpProject = sectionRule({
  id: "naming/gcp-project",
  severity: "error",
  title: "Projects are named by id",
  why: "No project has such an id, so gcloud and Terraform find none. The name that the console shows beside it is another thing.",
  fix: "Write the project's id, as gcloud projects list shows it.",
  source: projectPattern.source,
  needs: ["gcp", "preSharedKeys"],
  *check({ gcp, preSharedKeys }) {
    const entries = [
      { at: ["gcp", "project"], value: gcp.project },
      { at: ["preSharedKeys", "gcp", "project"], value: preSharedKeys.gcp.project },
    ];
    for (const entry of entries) {
      yield* notOfPattern(entry, {
        pattern: projectPattern.value,
        what: "id of a project",
        allowed: "6 to 30 small letters, digits and -, from a letter on, without a - at the end",
      });
    }
  },
  bad: { yaml: "gcp: { project: Media Prod }", at: ["gcp", "project"] },
  good: { yaml: "gcp: { project: media-prod-1 }" },
});
