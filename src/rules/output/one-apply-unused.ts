import type { Path } from "../../diagnostic.ts";
import { connectionSecret } from "../../facts/terraform.ts";
import { sectionRule } from "../rule.ts";

export const oneApplyUnused = sectionRule({
  id: "output/one-apply-unused",
  severity: "warning",
  title: "What only the other targets use is said only with them",
  why: "With terraform-aws no script owns the tunnel options, and AWS makes the keys and their secrets: such a key looks like a setting, and nothing is set.",
  fix: "Remove the key.",
  source: connectionSecret.source,
  needs: ["aws", "output", "preSharedKeys"],
  *check({ aws, output, preSharedKeys }) {
    if (!output.targets.includes("terraform-aws")) return;
    const keys = ["preSharedKeys"];
    const idle: readonly (readonly [set: boolean, at: Path])[] = [
      [aws.tunnelOptions === "script", ["aws", "tunnelOptions"]],
      [preSharedKeys.aws.secrets !== "{name}/psk/{tunnel}", [...keys, "aws", "secrets"]],
      [preSharedKeys.aws.kmsKey !== undefined, [...keys, "aws", "kmsKey"]],
      [preSharedKeys.gcp.secrets !== "{name}-psk-{tunnel}", [...keys, "gcp", "secrets"]],
      [preSharedKeys.gcp.project !== undefined, [...keys, "gcp", "project"]],
      [preSharedKeys.gcp.locations.length > 0, [...keys, "gcp", "locations"]],
    ];
    for (const [set, at] of idle) {
      if (!set) continue;
      yield {
        at,
        part: "key",
        message: `${at.join(".")} has no effect with terraform-aws`,
        related: [{ at: ["output", "targets"], message: "the target" }],
      };
    }
  },
  bad: {
    yaml: "preSharedKeys: { aws: { kmsKey: alias/vpn } }\noutput: { targets: [terraform-aws] }",
    at: ["preSharedKeys", "aws", "kmsKey"],
  },
  good: { yaml: "preSharedKeys: { aws: { kmsKey: alias/vpn } }\noutput: { targets: [cloudformation] }" },
});
