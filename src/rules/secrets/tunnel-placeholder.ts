import { preSharedKeyPattern } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

const clouds = ["aws", "gcp"] as const;

export const tunnelPlaceholder = sectionRule({
  id: "secrets/tunnel-placeholder",
  severity: "error",
  title: "Each tunnel's key has a secret of its own",
  why: "With one secret for all tunnels they share a key: none can be rotated alone, so a rotation interrupts all four.",
  fix: 'Put {tunnel} into the pattern, as in "{name}-psk-{tunnel}".',
  source: preSharedKeyPattern.source,
  needs: ["preSharedKeys"],
  *check({ preSharedKeys }) {
    for (const cloud of clouds) {
      if (preSharedKeys[cloud].secrets.includes("{tunnel}")) continue;
      // The text is not shown: it could be a key.
      yield {
        at: ["preSharedKeys", cloud, "secrets"],
        message: "the pattern of secret names has no {tunnel}; it is replaced by a1, a2, b1 and b2",
      };
    }
  },
  bad: { yaml: 'preSharedKeys: { aws: { secrets: "{name}/psk" } }', at: ["preSharedKeys", "aws", "secrets"] },
  good: { yaml: 'preSharedKeys: { aws: { secrets: "{name}/psk/{tunnel}" } }' },
});
