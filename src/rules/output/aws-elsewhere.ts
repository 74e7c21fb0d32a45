import { proposalChoice } from "../../facts/aws.ts";
import { awsTargets } from "../../target-names.ts";
import { sectionRule } from "../rule.ts";

export const awsElsewhere = sectionRule({
  id: "output/aws-elsewhere",
  severity: "warning",
  title: "A target for AWS must set the options of AWS's tunnels, or the AWS team must",
  why: "Without one, these artifacts set nothing on AWS. A connection that someone creates with AWS's defaults allows every algorithm: the tunnels come up, and fail at a rekey.",
  fix: 'Add cloudformation or tunnel-options to output.targets, or hand the section "What the AWS team must set" of RUNBOOK.md to the AWS team.',
  source: proposalChoice.source,
  needs: ["output"],
  *check({ output: { targets } }) {
    if (targets.length === 0 || awsTargets.some((target) => targets.includes(target))) return;
    yield {
      at: ["output", "targets"],
      message: "no target sets anything on AWS; the AWS team must set every tunnel option by hand",
    };
  },
  bad: { yaml: "output: { targets: [terraform, gcloud] }", at: ["output", "targets"] },
  good: { yaml: "output: { targets: [cloudformation, terraform, gcloud] }" },
});
