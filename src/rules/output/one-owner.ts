import { bothSidesNeeded } from "../../facts/gcp.ts";
import { oneOf } from "../../words/lists.ts";
import { sectionRule } from "../rule.ts";

export const oneOwner = sectionRule({
  id: "output/one-owner",
  severity: "error",
  title: "The target terraform-aws stands alone",
  why: "Its root builds both sides. A stack, a second root or a script beside it would make the same VPN again, or undo what the root has done; one notices at the second apply.",
  fix: "Name terraform-aws alone, or leave it out. docs/migrating-to-one-apply.md says how to move from one form to the other.",
  source: bothSidesNeeded.source,
  needs: ["output"],
  *check({ output: { targets } }) {
    const others = targets.filter((target) => target !== "terraform-aws");
    if (others.length === targets.length || others.length === 0) return;
    yield {
      at: ["output", "targets"],
      message: `terraform-aws builds both sides, so it cannot stand beside ${oneOf(others)}`,
    };
  },
  bad: { yaml: "output: { targets: [cloudformation, terraform-aws] }", at: ["output", "targets"] },
  good: { yaml: "output: { targets: [terraform-aws] }" },
});
