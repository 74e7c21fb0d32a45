/** What each edit of the file does to a running VPN. */
import { table } from "../../render/markdown.ts";
import type { Topology } from "../../topology/topology.ts";

interface Means {
  readonly isOneApply: boolean;
  readonly withRoll: boolean;
}

/**
 * Edits, what they do, and how they are made: with roll.sh, where that was made, or all by Terraform.
 *
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/endpoint-replacements.html
 */
export function changesTable({ aws }: Topology, means: Means): string {
  const { isOneApply } = means;
  const how = isOneApply ? byTerraform : byScripts(means.withRoll);
  const isTgw = aws.gateway.type === "tgw";
  return table(
    ["Edit", "On AWS", "On Google Cloud", "How"],
    [
      ["`ipsec`: suite, `dhGroup`", "Changes each tunnel in place", "Replaces each tunnel", how.suite],
      ["A pre-shared key", "Changes that tunnel in place", "Replaces that tunnel", how.psk],
      [
        "`ipsec`: lifetimes, `dpd`, `rekey`, `startup`, `replayWindow`",
        "Takes one tunnel after the other down for some minutes",
        "Nothing",
        how.deploy,
      ],
      [
        "`tunnels.lifecycleControl`",
        isOneApply
          ? "Replaces the endpoint of each tunnel, one after the other"
          : "Nothing, with `aws/tunnel-options.sh`, which skips the replacement of the endpoint",
        "Nothing",
        how.deploy,
      ],
      ["`aws.logs`", "As for lifetimes; an interruption for each tunnel, once", "Nothing", how.deploy],
      [
        "`tunnels.insideCidrs`",
        isOneApply
          ? "Changes tunnels in place, not by Terraform"
          : "Changes tunnels in place, both of a connection at once",
        "Replaces interfaces and BGP sessions",
        how.insideCidrs,
      ],
      [
        "`aws.asn`",
        "Replaces the gateway, moves the connections to it",
        "Changes BGP sessions",
        "A new VPN beside it",
      ],
      [
        "`gcp.asn`, `gcp.router`",
        "Replaces the customer gateways; both tunnels of a connection go down",
        "Replaces router and tunnels",
        "A new VPN beside it",
      ],
      [
        "`gcp.gateway`, or its loss",
        "Replaces the customer gateways; both tunnels of a connection go down",
        "New addresses: replaces the tunnels",
        "Replace a gateway, below",
      ],
      ...(isOneApply
        ? []
        : [
            [
              "`preSharedKeys.aws.storage`",
              "Fails and rolls back: the old connection is kept, and its inside CIDRs are taken",
              "Nothing",
              "A new VPN beside it",
            ],
            [
              "`preSharedKeys` names",
              "Changes each tunnel in place",
              "Nothing, until a tunnel is replaced",
              how.psk,
            ],
          ]),
      [
        "`name`, `names`, `aws.gateway.type`",
        "Makes another VPN",
        "Makes another VPN",
        "A new VPN beside it",
      ],
      ...(isTgw
        ? [
            ["`aws.gateway.bandwidth`", "Takes both tunnels of a connection down", "Nothing", how.interrupt],
            ["`aws.gateway.routeTables`", "Some seconds per connection", "Nothing", how.routeTables],
          ]
        : []),
      ["`gcp.keepalive`", "Nothing", "May start all BGP sessions anew", how.interrupt],
      [
        "`gcp.advertise`, `gcp.cidrs`",
        "Routes and security groups follow",
        "BGP sessions advertise it",
        how.deploy,
      ],
      [
        "`aws.vpcs`: tables, groups, ranges",
        aws.gateway.type === "vgw" && aws.gateway.origin.existing
          ? "Propagation to a removed table is turned off, for others too; no tunnel"
          : "Routes and rules change, no tunnel",
        "The firewall rule follows",
        how.deploy,
      ],
      ["`aws.tags`, `gcp.labels`, `aws.alarms`", "In place", "In place", how.deploy],
    ],
  );
}

function byScripts(withRoll: boolean) {
  const rolled = (what: string) => (withRoll ? `\`./roll.sh --${what}\`` : "Both sides, tunnel by tunnel");
  return {
    suite: rolled("suite"),
    psk: rolled("psk"),
    deploy: "`./deploy.sh`",
    interrupt: "`./deploy.sh --interrupt`",
    insideCidrs: "`./deploy.sh --interrupt`",
    routeTables: "`aws/tgw-routes.sh --move`",
  };
}

const byTerraform = {
  suite: "Apply in a maintenance window: all four go down",
  psk: "Keys, above",
  deploy: "Apply",
  interrupt: "Apply in a maintenance window",
  insideCidrs: "In a maintenance window; AWS first, as above, then apply",
  routeTables: "Apply",
};
