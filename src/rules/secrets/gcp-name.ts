import { secretIdPattern } from "../../facts/gcp.ts";
import { matches } from "../pattern.ts";
import { sectionRule } from "../rule.ts";
import { secretName } from "../secret-names.ts";
import { shown } from "../shown.ts";

export const gcpName = sectionRule({
  id: "secrets/gcp-name",
  severity: "error",
  title: "Secret Manager takes the names of the secrets",
  why: "Secret Manager refuses to create the secret, and the artifacts find none. Only {name} and {tunnel} are replaced.",
  fix: "Use letters, digits, - and _ around {name} and {tunnel}.",
  source: secretIdPattern.source,
  needs: ["name", "preSharedKeys"],
  *check({ name, preSharedKeys: { gcp } }) {
    const made = secretName(gcp.secrets, name);
    if (made === undefined || matches(made, secretIdPattern.value)) return;
    yield {
      at: ["preSharedKeys", "gcp", "secrets"],
      message: `${shown(gcp.secrets)} makes names that Secret Manager refuses: 1 to 255 letters, digits, - and _ are allowed`,
    };
  },
  bad: {
    yaml: 'preSharedKeys: { gcp: { secrets: "{name}/psk/{tunnel}" } }',
    at: ["preSharedKeys", "gcp", "secrets"],
  },
  good: { yaml: 'preSharedKeys: { gcp: { secrets: "{name}_{tunnel}" } }' },
});
