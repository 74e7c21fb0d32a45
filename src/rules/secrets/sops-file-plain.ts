import { encryptedValuePattern, sopsMetadataKey } from "../../facts/sops.ts";
import { tunnelIds } from "../../topology/topology.ts";
import { allOf } from "../../words/lists.ts";
import { encryptedExample } from "../base-example.ts";
import { sopsRule } from "../rule.ts";
import { shownPath } from "../shown.ts";

export const sopsFilePlain = sopsRule({
  id: "secrets/sops-file-plain",
  severity: "error",
  title: "The sops file is encrypted, and each tunnel's key in it",
  why: "Whoever reads the repository can join the tunnels. And sops refuses a file that it has not encrypted, so secrets.sh stops.",
  fix: "Encrypt the file with `sops encrypt -i`, and write new keys into it with `sops edit`: those that are there may have been seen.",
  source: encryptedValuePattern.source,
  needs: "sops",
  *check({ path, content }) {
    if (content.kind !== "keys") return;
    const at = ["preSharedKeys", "sops", "file"];
    const name = shownPath(path);
    if (!content.hasMetadata) {
      const key = sopsMetadataKey.value;
      yield { at, message: `${name} is not encrypted: it lacks the mapping \`${key}\`, which sops adds` };
      return;
    }
    const plain = tunnelIds.filter((id) => content.keys.get(id) === "plain");
    if (plain.length === 0) return;
    yield { at, message: `${name} is encrypted in part: what it holds for ${allOf(plain)} can be read` };
  },
  get bad() {
    return {
      yaml: "preSharedKeys: { source: sops, sops: { file: secrets.enc.yaml } }",
      sops: encryptedExample.replace(/\nsops:.*/s, "\n"),
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
