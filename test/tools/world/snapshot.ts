/** Both clouds at one moment, as far as anything stands there: what is deleted is left out. */
import { declaredFields } from "../expected-compute.ts";
import { newId } from "../fake-aws/state.ts";
import type { World } from "./start.ts";

type Snapshot = Readonly<Record<string, unknown>>;

export function snapshotOf({ aws, google }: World): Snapshot {
  const standing = <T extends { state: string }>(of: ReadonlyMap<string, T>) =>
    entriesOf(of).filter(([, { state }]) => state !== "deleted");
  return plain({
    connections: standing(aws.connections),
    customerGateways: standing(aws.customerGateways),
    vpnGateways: standing(aws.vpnGateways),
    transitGateways: standing(aws.transitGateways),
    attachments: entriesOf(aws.attachments),
    routeTables: entriesOf(aws.routeTables),
    securityGroups: entriesOf(aws.securityGroups),
    logGroups: entriesOf(aws.logGroups),
    alarms: entriesOf(aws.alarms),
    shares: entriesOf(aws.shares),
    secrets: entriesOf(aws.secrets).filter(([, { deleted }]) => !deleted),
    stacks: entriesOf(aws.stacks).flatMap(([key, { status }]) => (status === "DELETE_COMPLETE" ? [] : [key])),
    google: declaredFields(google.resources),
    vault: entriesOf(google.vault),
  });
}

/**
 * Gives both clouds more than the VPN needs: another VPN, routes and rules that others have made, and tables that already
 * learn routes from the gateway that was there.
 */
export function addNeighbours({ aws }: World): void {
  for (const { vpc, routes, propagating } of aws.routeTables.values()) {
    routes.set("192.168.0.0/16", "pcx-0a1b2c3d4e5f60718");
    for (const [id, gateway] of aws.vpnGateways) if (gateway.vpc === vpc) propagating.add(id);
  }
  for (const { rules } of aws.securityGroups.values())
    rules.push({ protocol: "tcp", from: 22, to: 22, cidr: "192.168.0.0/16", description: "bastion" });
  const customerGatewayId = newId(aws, "cgw");
  const tags = [{ Key: "Name", Value: "branch office" }];
  aws.customerGateways.set(customerGatewayId, {
    ipAddress: "198.51.100.7",
    bgpAsn: 65010,
    deviceName: "",
    state: "available",
    tags,
  });
  const id = newId(aws, "vpn");
  const [vpnGatewayId = ""] = aws.vpnGateways.keys();
  const [transitGatewayId = ""] = aws.transitGateways.keys();
  aws.connections.set(id, {
    id,
    customerGatewayId,
    vpnGatewayId,
    transitGatewayId: vpnGatewayId === "" ? transitGatewayId : "",
    staticRoutesOnly: false,
    storage: "Standard",
    bandwidth: "",
    state: "available",
    tunnels: [],
    tags,
  });
}

function entriesOf<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function plain(value: object): Snapshot {
  return JSON.parse(
    JSON.stringify(value, (_, inner: unknown) => {
      if (inner instanceof Map) return Object.fromEntries(entriesOf(inner));
      return inner instanceof Set ? [...inner].sort() : inner;
    }),
  ) as Snapshot;
}
