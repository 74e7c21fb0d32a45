import { bothSidesNeeded } from "../../facts/gcp.ts";
import { placed } from "../placed.ts";
import { repeated } from "../repeated.ts";
import { sectionRule } from "../rule.ts";

export const targets = sectionRule({
  id: "output/targets",
  severity: "error",
  title: "Something is to be emitted, and each target is named once",
  why: "Without a target only the runbook is written, for steps that do not exist.",
  fix: "Name the targets, or leave the key out for all of them.",
  source: bothSidesNeeded.source,
  needs: ["output"],
  *check({ output }) {
    if (output.targets.length === 0) yield { at: ["output", "targets"], message: "no target is named" };
    yield* repeated(placed(["output", "targets"], output.targets), "target");
  },
  bad: { yaml: "output: { targets: [] }", at: ["output", "targets"] },
  good: { yaml: "output: { targets: [gcloud, cloudformation, tunnel-options] }" },
});
