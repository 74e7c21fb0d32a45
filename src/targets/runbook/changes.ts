/** What each edit of the file does to a running VPN. */
import { table } from "../../render/markdown.ts";
import type { Topology } from "../../topology/topology.ts";

/**
 * Edits, what they do, and how they are made: with roll.sh, where that was made.
 *
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/endpoint-replacements.html
 */
export function changesTable({ aws }: Topology, withRoll: boolean): string {
  const rolled = (what: string) => (withRoll ? `\`./roll.sh --${what}\`` : "Both sides, tunnel by tunnel");
  const isTgw = aws.gateway.type === "tgw";
  const anew = "Replaces both connections: new addresses, and Google Cloud's tunnels anew. All is down";
  return table(
    ["Edit", "On AWS", "On Google Cloud", "How"],
    [
      ["`ipsec`: suite, `dhGroup`", "Changes each tunnel in place", "Replaces each tunnel", rolled("suite")],
      ["A pre-shared key", "Changes that tunnel in place", "Replaces that tunnel", rolled("psk")],
      [
        "`ipsec`: lifetimes, `dpd`, `rekey`, `startup`, `replayWindow`",
        "Takes one tunnel after the other down for some minutes",
        "Nothing",
        "`./deploy.sh`",
      ],
      ["`aws.logs`", "As above; an interruption for each tunnel, once", "Nothing", "`./deploy.sh`"],
      [
        "`tunnels.insideCidrs`",
        "Changes tunnels in place, both of a connection at once",
        "Replaces interfaces and BGP sessions",
        "`./deploy.sh --interrupt`",
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
      ["`preSharedKeys.aws.storage`", anew, "Replaces external gateway and tunnels", "A new VPN beside it"],
      [
        "`preSharedKeys` names",
        "Changes each tunnel in place",
        "Nothing, until a tunnel is replaced",
        rolled("psk"),
      ],
      [
        "`name`, `names`, `aws.gateway.type`",
        "Makes another VPN",
        "Makes another VPN",
        "A new VPN beside it",
      ],
      ...(isTgw
        ? [
            [
              "`aws.gateway.bandwidth`",
              "Takes both tunnels of a connection down",
              "Nothing",
              "`./deploy.sh --interrupt`",
            ],
            [
              "`aws.gateway.routeTables`",
              "Some seconds per connection",
              "Nothing",
              "`aws/tgw-routes.sh --move`",
            ],
          ]
        : []),
      ["`gcp.keepalive`", "Nothing", "May start all BGP sessions anew", "`./deploy.sh --interrupt`"],
      [
        "`gcp.advertise`, `gcp.cidrs`",
        "Routes and security groups follow",
        "BGP sessions advertise it",
        "`./deploy.sh`",
      ],
      [
        "`aws.vpcs`: tables, groups, ranges",
        "Routes and rules change, no tunnel",
        "The firewall rule follows",
        "`./deploy.sh`",
      ],
      ["`aws.tags`, `gcp.labels`, `aws.alarms`", "In place", "In place", "`./deploy.sh`"],
    ],
  );
}
