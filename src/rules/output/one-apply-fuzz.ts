import { unsendableNumber } from "../../facts/terraform.ts";
import { sectionRule } from "../rule.ts";

export const oneApplyFuzz = sectionRule({
  id: "output/one-apply-fuzz",
  severity: "error",
  title: "Terraform's aws provider can send the rekey fuzz",
  why: "The provider takes 0 for an argument that was left out. AWS keeps its default of 100 percent, and the plan shows no difference.",
  fix: "Write 1 percent, or leave the key out for 100.",
  source: unsendableNumber.source,
  needs: ["ipsec", "output"],
  *check({ ipsec, output: { targets } }) {
    if (!targets.includes("terraform-aws") || ipsec.rekey.fuzz !== unsendableNumber.value) return;
    yield {
      at: ["ipsec", "rekey", "fuzz"],
      message: "rekey fuzz of 0 percent, which terraform-aws cannot set; 1 to 100 is possible",
      related: [{ at: ["output", "targets"], message: "the target" }],
    };
  },
  bad: {
    yaml: "ipsec: { rekey: { fuzz: 0 } }\noutput: { targets: [terraform-aws] }",
    at: ["ipsec", "rekey", "fuzz"],
  },
  good: { yaml: "ipsec: { rekey: { fuzz: 1 } }\noutput: { targets: [terraform-aws] }" },
});
