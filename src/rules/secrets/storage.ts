import { preSharedKeyStorage } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const storage = sectionRule({
  id: "secrets/storage",
  severity: "info",
  title: "AWS keeps the keys in use in Secrets Manager",
  why: "With Standard, everybody who may call describe-vpn-connections reads the keys in clear. Changing it later in the template replaces the connections, with new addresses.",
  fix: "Leave the key out for SecretsManager.",
  source: preSharedKeyStorage.source,
  needs: ["preSharedKeys"],
  *check({ preSharedKeys: { aws } }) {
    if (aws.storage !== "Standard") return;
    yield {
      at: ["preSharedKeys", "aws", "storage"],
      message: "with storage Standard, describe-vpn-connections shows the keys",
    };
  },
  bad: { yaml: "preSharedKeys: { aws: { storage: Standard } }", at: ["preSharedKeys", "aws", "storage"] },
  good: { yaml: "preSharedKeys: { aws: { storage: SecretsManager } }" },
});
