/** Edits as pull requests have them, whose reports stand in test/diff. */
import { parse } from "yaml";
import { type Base, bases, edited, type Values } from "./edits/edit.ts";
import { exampleText } from "./examples.ts";

interface DiffCase {
  readonly base: Base;
  /** Of several edits, `undefined` removes a key. */
  readonly values: Values;
  /** Replaces the text after that. */
  readonly text?: (text: string) => string;
}

export const diffCases: Readonly<Record<string, DiffCase>> = {
  "cipher-and-port": {
    base: "tokyo",
    values: {
      "ipsec.encryption": "AES128-GCM-16",
      "ipsec.dhGroup": 20,
      "aws.vpcs.0.securityGroups.0.allow": ["tcp/443", "tcp/5432", "icmp"],
      "aws.tags": { team: "media", stage: "live" },
    },
  },
  "comment-only": { base: "tokyo", values: {}, text: (text) => `# Reviewed.\n${text}` },
  "dpd-timeout": { base: "tokyo", values: { "ipsec.dpd": { timeout: 60, action: "restart" } } },
  "inside-cidr-and-keepalive": {
    base: "tokyo",
    values: {
      "tunnels.insideCidrs": ["169.254.12.0/30", "169.254.10.4/30", "169.254.11.0/30", "169.254.11.4/30"],
      "gcp.keepalive": 30,
    },
  },
  invalid: { base: "tokyo", values: { "ipsec.dhGroup": 5 } },
  "more-ranges": { base: "tgw", values: { "gcp.cidrs": ["10.200.0.0/16"], "aws.cidrs": undefined } },
  "new-gateway": { base: "tokyo", values: { "gcp.gateway": { name: "another" } } },
  "new-region": { base: "tokyo", values: { "gcp.region": "asia-northeast2" } },
  rename: { base: "tokyo", values: { name: "tokio" } },
  "rename-of-a-tunnel": { base: "tokyo", values: { "names.gcp.tunnels.a1": "primary" } },
  "storage-of-keys": { base: "sops", values: { "preSharedKeys.aws.storage": undefined } },
  "vpc-leaves": { base: "tgw", values: { "aws.vpcs.1": undefined } },
};

/** Both versions of a case. */
export function versionsOf({ base, values, text = (same) => same }: DiffCase): readonly [string, string] {
  const before = exampleText(bases[base]);
  const after = Object.keys(values).length === 0 ? before : edited({ key: "", base, values });
  parse(after);
  return [before, text(after)];
}
