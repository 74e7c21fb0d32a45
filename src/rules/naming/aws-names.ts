import { tags } from "../../facts/aws.ts";
import { matches } from "../pattern.ts";
import { awsNames } from "../resource-names.ts";
import { topologyRule } from "../rule.ts";
import { shown } from "../shown.ts";

export const awsNamesRule = topologyRule({
  id: "naming/aws-names",
  severity: "error",
  title: "AWS takes every Name tag that is given",
  why: "AWS refuses the tag, and the stack is rolled back.",
  fix: "Write letters, digits, spaces and _.:/=+-@, 256 characters at most.",
  source: tags.source,
  needs: "topology",
  *check(vpn) {
    for (const { at, kind, value } of awsNames(vpn)) {
      // What is generated from `name` is short, and made of small letters, digits and -.
      if (at[0] === "name") continue;
      if (value !== "" && value.length <= tags.value.valueCharacters && matches(value, tags.value.alphabet))
        continue;
      yield {
        at,
        message: `${shown(value)} is no Name tag for a ${kind}: 1 to 256 letters, digits, spaces and _.:/=+-@ are allowed`,
      };
    }
  },
  bad: {
    yaml: 'names: { aws: { connections: { a: "to GCP #1" } } }',
    at: ["names", "aws", "connections", "a"],
  },
  good: { yaml: 'names: { aws: { connections: { a: "to GCP 1" } } }' },
});
