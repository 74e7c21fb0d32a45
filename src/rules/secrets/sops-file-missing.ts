import { sopsFilePattern } from "../../facts/sops.ts";
import { encryptedExample } from "../base-example.ts";
import { sopsRule } from "../rule.ts";
import { shownPath } from "../shown.ts";

export const sopsFileMissing = sopsRule({
  id: "secrets/sops-file-missing",
  severity: "error",
  title: "The sops file is where the file says",
  why: "The script secrets.sh, which seeds the secret stores from it, looks in the same place and stops. The path begins at vpn.yaml's own folder, wherever the artifacts go.",
  fix: "Write the path from vpn.yaml's folder on, and commit the encrypted file.",
  source: sopsFilePattern.source,
  needs: "sops",
  *check({ path, content }) {
    if (content.kind !== "unreadable") return;
    yield {
      at: ["preSharedKeys", "sops", "file"],
      message: `cannot read ${shownPath(path)}: ${content.reason}`,
    };
  },
  bad: {
    yaml: "preSharedKeys: { source: sops, sops: { file: secrets.enc.yaml } }",
    sops: null,
    at: ["preSharedKeys", "sops", "file"],
  },
  good: {
    yaml: "preSharedKeys: { source: sops, sops: { file: secrets.enc.yaml } }",
    sops: encryptedExample,
  },
});
