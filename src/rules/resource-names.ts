/** The names of what exists on both clouds, with the place that decides each. */
import type { Path } from "../diagnostic.ts";
import type { Vpn } from "./rule.ts";

/** A name, what has it, and where it comes from: an override, or `name`. */
export interface Named {
  readonly kind: string;
  readonly value: string;
  readonly at: Path;
}

/** Everything with a name on Google Cloud. */
export function gcpNames({ config, topology: { gcp, tunnels } }: Vpn): Named[] {
  const { names } = config;
  const place = (given: string | undefined, at: Path): Path => (given === undefined ? ["name"] : at);
  const own = (kind: string, value: string, key: "externalGateway" | "firewall"): Named => ({
    kind,
    value,
    at: place(names.gcp[key], ["names", "gcp", key]),
  });
  return [
    {
      kind: "Cloud Router",
      value: gcp.router.name,
      at: place(config.gcp.router.name, ["gcp", "router", "name"]),
    },
    {
      kind: "HA VPN gateway",
      value: gcp.gateway.name,
      at: place(config.gcp.gateway.name, ["gcp", "gateway", "name"]),
    },
    own("external gateway", gcp.externalGatewayName, "externalGateway"),
    ...(gcp.firewall.external ? [] : [own("firewall rule", gcp.firewall.name, "firewall")]),
    ...tunnels.flatMap(({ id, names: own }): Named[] => [
      {
        kind: "tunnel",
        value: own.tunnel,
        at: place(names.gcp.tunnels[id], ["names", "gcp", "tunnels", id]),
      },
      {
        kind: "interface",
        value: own.interface,
        at: place(names.gcp.interfaces[id], ["names", "gcp", "interfaces", id]),
      },
      { kind: "BGP peer", value: own.peer, at: place(names.gcp.peers[id], ["names", "gcp", "peers", id]) },
    ]),
  ];
}

/** Everything with a Name tag on AWS. */
export function awsNames({ config: { names }, topology: { aws, connections } }: Vpn): Named[] {
  const place = (given: string | undefined, at: Path): Path => (given === undefined ? ["name"] : at);
  return [
    { kind: "gateway", value: aws.gateway.name, at: place(names.aws.gateway, ["names", "aws", "gateway"]) },
    ...connections.flatMap(({ id, name, customerGatewayName }): Named[] => [
      {
        kind: "customer gateway",
        value: customerGatewayName,
        at: place(names.aws.customerGateways[id], ["names", "aws", "customerGateways", id]),
      },
      {
        kind: "connection",
        value: name,
        at: place(names.aws.connections[id], ["names", "aws", "connections", id]),
      },
    ]),
  ];
}
