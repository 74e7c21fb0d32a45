import { redactedKey } from "../../facts/terraform.ts";
import { sectionRule } from "../rule.ts";

export const oneApply = sectionRule({
  id: "secrets/one-apply",
  severity: "error",
  title: "With terraform-aws, AWS makes the keys and keeps them in Secrets Manager",
  why: "The aws provider has no way to take a key that does not end in the state in clear, and with storage Standard it reads AWS's keys into the state too. Everybody who can read the state could then join the VPN.",
  fix: "Leave source and storage out, or choose the targets cloudformation and terraform, which take keys of your own.",
  source: redactedKey.source,
  needs: ["output", "preSharedKeys"],
  *check({ output: { targets }, preSharedKeys: { source, aws } }) {
    if (!targets.includes("terraform-aws")) return;
    const related = [{ at: ["output", "targets"], message: "the target" }];
    if (source !== "generated")
      yield {
        at: ["preSharedKeys", "source"],
        message: `source ${source} gives keys that only the state could carry to AWS; with terraform-aws only generated is possible`,
        related,
      };
    if (aws.storage !== "SecretsManager")
      yield {
        at: ["preSharedKeys", "aws", "storage"],
        message: `with storage ${aws.storage}, the keys stand in Terraform's state; with terraform-aws only SecretsManager is possible`,
        related,
      };
  },
  bad: {
    yaml: "preSharedKeys: { source: existing }\noutput: { targets: [terraform-aws] }",
    at: ["preSharedKeys", "source"],
  },
  good: { yaml: "preSharedKeys: { source: generated }\noutput: { targets: [terraform-aws] }" },
});
