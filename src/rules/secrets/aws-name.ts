import { secretNamePattern } from "../../facts/aws.ts";
import { matches } from "../pattern.ts";
import { sectionRule } from "../rule.ts";
import { secretName } from "../secret-names.ts";
import { shown } from "../shown.ts";

export const awsName = sectionRule({
  id: "secrets/aws-name",
  severity: "error",
  title: "Secrets Manager takes the names of the secrets",
  why: "Secrets Manager refuses to create the secret, and the artifacts find none. Only {name} and {tunnel} are replaced.",
  fix: "Use letters, digits and /_+=.@- around {name} and {tunnel}.",
  source: secretNamePattern.source,
  needs: ["name", "preSharedKeys"],
  *check({ name, preSharedKeys: { aws } }) {
    const made = secretName(aws.secrets, name);
    if (made === undefined || matches(made, secretNamePattern.value)) return;
    yield {
      at: ["preSharedKeys", "aws", "secrets"],
      message: `${shown(aws.secrets)} makes names that Secrets Manager refuses: 1 to 512 letters, digits and /_+=.@- are allowed`,
    };
  },
  bad: {
    yaml: 'preSharedKeys: { aws: { secrets: "{name}:{tunnel}" } }',
    at: ["preSharedKeys", "aws", "secrets"],
  },
  good: { yaml: 'preSharedKeys: { aws: { secrets: "vpn/{name}@{tunnel}" } }' },
});
