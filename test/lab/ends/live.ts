/** Both ends as they are in the fake clouds at a moment, tunnel by tunnel, while a script changes them. */
import type { VpnDocument } from "../../support/arbitrary-ground.ts";
import { all, type Router } from "../../tools/fake-gcp/resources.ts";
import type { World } from "../../tools/world/start.ts";
import type { Gateway, Link } from "../daemons/gateway.ts";
import { playAws } from "../daemons/play-aws.ts";
import { playGcp } from "../daemons/play-gcp.ts";
import type { Wiring } from "../wire/cables.ts";
import { heldByAws } from "./aws-calls.ts";
import { heldByGcp } from "./gcp-gcloud.ts";

export interface Held extends Wiring {
  /** Inside CIDRs of the tunnels whose endpoint AWS has taken away, for a modification. */
  readonly away: ReadonlySet<string>;
  /** Of those whose session is switched on, on Google Cloud. */
  readonly on: ReadonlySet<string>;
}

/** A tunnel that Google Cloud has not made wholly is none yet. */
export function heldBy({ aws, google }: World, document: VpnDocument): Held {
  const vpcs = document.aws.vpcs.flatMap(({ cidrs }) => cidrs);
  const behindAws = [...new Set([...vpcs, ...(document.aws.cidrs ?? [])])];
  const { cidrs } = document.gcp;
  const onGcp = heldByGcp(google, cidrs);
  const whole = onGcp.tunnels.filter(({ inside }) => inside.own !== "" && inside.peer !== "");
  const gcp = playGcp({ ...onGcp, addresses: [], tunnels: whole });
  const peers = all<Router>(google.resources, "routers").flatMap(({ bgpPeers = [] }) => bgpPeers);
  const isOn = ({ inside }: Link) =>
    peers.some(({ peerIpAddress, enable }) => peerIpAddress === inside.peer && enable !== "FALSE");
  const tunnels = [...aws.connections.values()].flatMap((connection) => connection.tunnels);
  const isAway = ({ modification }: (typeof tunnels)[number]) =>
    modification !== undefined && aws.now() < modification.back;
  return {
    aws: sorted(playAws(heldByAws(aws, behindAws))),
    gcp: sorted(gcp),
    ranges: { aws: behindAws[0] ?? "", gcp: cidrs[0] ?? "" },
    away: new Set(tunnels.filter(isAway).map(({ insideCidr }) => insideCidr)),
    on: new Set(gcp.links.filter(isOn).map(({ insideCidr }) => insideCidr)),
  };
}

/** Neither cloud promises an order. */
function sorted(gateway: Gateway): Gateway {
  const links = [...gateway.links].sort((one, other) => one.insideCidr.localeCompare(other.insideCidr));
  return { ...gateway, links };
}
