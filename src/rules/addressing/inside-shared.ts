import { sessionRangesUnique } from "../../facts/gcp.ts";
import { clashes, identityOf } from "../across-files.ts";
import { freeBlock } from "../inside-blocks.ts";
import { insideCidrs, validRanges } from "../ranges.ts";
import { runRule, type Vpn } from "../rule.ts";

export const insideShared = runRule({
  id: "addressing/inside-shared",
  severity: "error",
  title: "No two VPNs on one Google Cloud network or one virtual private gateway share an inside CIDR",
  why: "Google Cloud wants the range of each BGP session to be unique among all routers of a network, in all regions; AWS wants it unique on a virtual private gateway. The second VPN is refused halfway through its creation.",
  fix: "Write the four blocks of one VPN out under tunnels.insideCidrs.",
  source: sessionRangesUnique.source,
  needs: "run",
  *check(vpns) {
    const taken = vpns.flatMap(blocksOf).map(({ cidr }) => cidr);
    const free = freeBlock(taken);
    const told = new Set<string>();
    const claims = vpns.flatMap((vpn) =>
      blocksOf(vpn).flatMap(({ at, value }) =>
        scopesOf(vpn).map((scope) => ({ vpn, at, value, identity: identityOf(scope, value) })),
      ),
    );
    for (const { first, other } of clashes(claims)) {
      const place = identityOf(other.vpn.file, other.value);
      if (told.has(place)) continue;
      told.add(place);
      yield {
        file: other.vpn.file,
        at: other.at,
        message: `inside CIDR ${other.value} is a tunnel's of ${first.vpn.file} too`,
        fix: `Write the blocks out under tunnels.insideCidrs; ${free} is free.`,
        related: [{ file: first.vpn.file, at: first.at, message: "the other tunnel" }],
      };
    }
  },
  bad: {
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }",
    others: [
      "tunnels: { insideCidrs: [169.254.10.8/30, 169.254.10.4/30, 169.254.12.0/30, 169.254.12.4/30] }",
    ],
    at: ["tunnels", "insideCidrs", 1],
  },
  good: {
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }",
    others: [
      "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30] }\ngcp: { network: other }",
    ],
  },
});

/** The blocks as given, or as allocated from the name. */
function blocksOf({ config, topology }: Vpn): ReturnType<typeof validRanges> {
  if (config.tunnels.insideCidrs !== undefined) return validRanges(insideCidrs(config.tunnels));
  return validRanges(topology.tunnels.map(({ insideCidr }) => ({ at: ["name"], value: insideCidr })));
}

/** In what a block must be unique. */
function scopesOf({ config: { aws, gcp } }: Vpn): string[] {
  const network = identityOf("network", gcp.project, gcp.network);
  const { type, id } = aws.gateway;
  return type === "vgw" && id !== undefined ? [network, identityOf("gateway", aws.region, id)] : [network];
}
