import { ikeVersions } from "../../facts/gcp.ts";
import { sectionRule } from "../rule.ts";

export const ikeVersion = sectionRule({
  id: "crypto/ike-version",
  severity: "error",
  title: "The tunnels use IKEv2",
  why: "Google Cloud asks for IKEv2 towards AWS, and its ciphers can be chosen for IKEv2 alone; over IKEv1 it offers only AES128, SHA1 and group 2.",
  fix: "Write 2, or leave the key out.",
  source: ikeVersions.source,
  needs: ["ipsec"],
  *check({ ipsec }) {
    if (ipsec.ikeVersion === ikeVersions.value[0]) return;
    yield {
      at: ["ipsec", "ikeVersion"],
      message: `IKE version ${ipsec.ikeVersion}; only 2 works between the two clouds`,
    };
  },
  bad: { yaml: "ipsec: { ikeVersion: 1 }", at: ["ipsec", "ikeVersion"] },
  good: { yaml: "ipsec: { ikeVersion: 2 }" },
});
