import { kmsKeyPattern } from "../../facts/aws-network.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const kmsKey = sectionRule({
  id: "secrets/kms-key",
  severity: "error",
  title: "The KMS key is named by ARN, id or alias",
  why: "Secrets Manager refuses to create the secrets.",
  fix: "Write an ARN, a key id, or an alias such as alias/vpn.",
  source: kmsKeyPattern.source,
  needs: ["preSharedKeys"],
  *check({ preSharedKeys: { aws } }) {
    yield* notOfPattern(
      { at: ["preSharedKeys", "aws", "kmsKey"], value: aws.kmsKey },
      { pattern: kmsKeyPattern.value, what: "KMS key", allowed: "an ARN, a key id, or alias/NAME is" },
    );
  },
  bad: { yaml: "preSharedKeys: { aws: { kmsKey: vpn } }", at: ["preSharedKeys", "aws", "kmsKey"] },
  good: { yaml: "preSharedKeys: { aws: { kmsKey: alias/vpn } }" },
});
