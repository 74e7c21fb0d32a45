import { sopsFilePattern } from "../../facts/sops.ts";
import { matches } from "../pattern.ts";
import { sectionRule } from "../rule.ts";
import { shownPath } from "../shown.ts";

export const sopsFormat = sectionRule({
  id: "secrets/sops-format",
  severity: "error",
  title: "The sops file's name says what it holds",
  why: "By the end of the name sops knows what a file holds. What is not .yaml, .yml, .json, .env or .ini is binary to it: one blob without keys, from which secrets.sh can take none.",
  fix: "Let the name end in .yaml or .json, as in secrets.enc.yaml, and encrypt the file under that name.",
  source: sopsFilePattern.source,
  needs: ["preSharedKeys"],
  *check({ preSharedKeys: { sops } }) {
    // An empty name is the matter of `secrets/sops-file`.
    if (sops === undefined || sops.file === "" || matches(sops.file, sopsFilePattern.value)) return;
    yield {
      at: ["preSharedKeys", "sops", "file"],
      message: `sops takes ${shownPath(sops.file)} for a binary file by its name; .yaml, .yml, .json, .env and .ini have keys`,
    };
  },
  bad: {
    yaml: "preSharedKeys: { source: sops, sops: { file: secrets.yaml.enc } }",
    at: ["preSharedKeys", "sops", "file"],
  },
  good: { yaml: "preSharedKeys: { source: sops, sops: { file: secrets.enc.yaml } }" },
});
