/** The `allow` lists of a file, with their places. */
import type { Path } from "../diagnostic.ts";
import type { Config } from "../source/schema/config.ts";
import { parseTraffic } from "../topology/traffic.ts";

export interface AllowList {
  readonly at: Path;
  readonly allow: readonly string[];
}

/** Those of the security groups, then the firewall's. */
export function allowLists({ aws, gcp }: Pick<Config, "aws" | "gcp">): AllowList[] {
  const groups = aws.vpcs.flatMap(({ securityGroups }, index) =>
    securityGroups === "external"
      ? []
      : securityGroups.map(({ allow }, group) => ({
          at: ["aws", "vpcs", index, "securityGroups", group, "allow"],
          allow,
        })),
  );
  const { firewall } = gcp;
  return firewall === "external"
    ? groups
    : [...groups, { at: ["gcp", "firewall", "allow"], allow: firewall.allow }];
}

/** Whether a list opens ports and leaves ICMP out. Of an entry that cannot be read nobody knows what was meant. */
export function lacksIcmp(allow: readonly string[]): boolean {
  return allow.length > 0 && allow.every((entry) => (parseTraffic(entry)?.fromPort ?? 0) > 0);
}
