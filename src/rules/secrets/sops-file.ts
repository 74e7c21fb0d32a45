import { preSharedKeyPattern } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const sopsFile = sectionRule({
  id: "secrets/sops-file",
  severity: "error",
  title: "A sops file is named where keys come from one, and only there",
  why: "The script secrets.sh seeds the two secret stores from the file. Without one it has nothing to seed; with one that is not used, the reader believes that its keys are in use.",
  fix: "Write source: sops together with sops: { file: … }, or neither.",
  source: preSharedKeyPattern.source,
  needs: ["preSharedKeys"],
  *check({ preSharedKeys: { source, sops } }) {
    if (source === "sops" && sops === undefined) {
      yield { at: ["preSharedKeys", "source"], message: "source is sops, but no sops.file is named" };
    }
    if (sops?.file === "") {
      yield { at: ["preSharedKeys", "sops", "file"], message: "the name of the sops file is empty" };
    }
    if (source !== "sops" && sops !== undefined) {
      yield {
        at: ["preSharedKeys", "sops"],
        part: "key",
        message: `a sops file is named, but source is ${source}`,
        related: [{ at: ["preSharedKeys", "source"], message: "where the keys come from" }],
      };
    }
  },
  bad: { yaml: "preSharedKeys: { source: sops }", at: ["preSharedKeys", "source"] },
  good: { yaml: "preSharedKeys: { source: sops, sops: { file: secrets.enc.yaml } }" },
});
