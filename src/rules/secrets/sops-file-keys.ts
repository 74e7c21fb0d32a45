import { sopsMetadataKey } from "../../facts/sops.ts";
import { tunnelIds } from "../../topology/topology.ts";
import { allOf } from "../../words/lists.ts";
import { encryptedExample } from "../base-example.ts";
import { sopsRule } from "../rule.ts";
import { shownPath } from "../shown.ts";

export const sopsFileKeys = sopsRule({
  id: "secrets/sops-file-keys",
  severity: "error",
  title: "The sops file holds a key for each tunnel",
  why: "The script secrets.sh takes a1, a2, b1 and b2 from the top of the file, one after the other, and stops at the first that it does not find: some tunnels have keys then, others none. Their names can be read without decrypting; what they hold is checked by secrets.sh. Of a file that is not YAML or JSON, or larger than 1 MiB, nothing is said.",
  fix: "Write a1, a2, b1 and b2 at the top of the file, each with a key, with `sops edit`.",
  source: sopsMetadataKey.source,
  needs: "sops",
  *check({ path, content }) {
    const at = ["preSharedKeys", "sops", "file"];
    const name = shownPath(path);
    if (content.kind === "broken") yield { at, message: `${name} is no YAML or JSON with keys at its top` };
    if (content.kind !== "keys") return;
    const missing = tunnelIds.filter((id) => (content.keys.get(id) ?? "none") === "none");
    if (missing.length > 0) yield { at, message: `${name} holds nothing for ${allOf(missing)} at its top` };
  },
  get bad() {
    return {
      yaml: "preSharedKeys: { source: sops, sops: { file: secrets.enc.yaml } }",
      sops: encryptedExample.replace(/^b2:.*\n/m, ""),
      at: ["preSharedKeys", "sops", "file"],
    };
  },
  get good() {
    return {
      yaml: "preSharedKeys: { source: sops, sops: { file: secrets.enc.yaml } }",
      sops: encryptedExample,
    };
  },
});
