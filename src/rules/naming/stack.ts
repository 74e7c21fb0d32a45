import { stackNamePattern } from "../../facts/aws.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const stack = sectionRule({
  id: "naming/stack",
  severity: "error",
  title: "CloudFormation takes the name of the stack",
  why: "CloudFormation refuses to create the stack.",
  fix: "Write letters, digits and -, from a letter on.",
  source: stackNamePattern.source,
  needs: ["names"],
  *check({ names }) {
    const value = names.aws.stack;
    yield* notOfPattern(
      { at: ["names", "aws", "stack"], value },
      {
        pattern: stackNamePattern.value,
        what: "name of a stack",
        allowed: "1 to 128 letters, digits and -, from a letter on",
      },
    );
  },
  bad: { yaml: "names: { aws: { stack: tokyo_vpn } }", at: ["names", "aws", "stack"] },
  good: { yaml: "names: { aws: { stack: tokyo-vpn } }" },
});
