import { expect, test } from "vitest";
import { baseExample } from "../../../src/rules/base-example.ts";
import { parseFile } from "../../../src/source/parse.ts";
import { fillIn, namesOf } from "../../../src/topology/names.ts";
import { topologyOf } from "../../support/examples.ts";

function named(overrides: string) {
  const { config } = parseFile({ path: "vpn.yaml", text: baseExample + overrides });
  if (config === undefined) throw new Error("not whole");
  return namesOf(config);
}

test("names are made of the VPN's name", () => {
  expect(named("")).toEqual({
    stack: "tokyo-vpn",
    awsGateway: "tokyo",
    customerGateways: { a: "tokyo-a", b: "tokyo-b" },
    connections: { a: "tokyo-a", b: "tokyo-b" },
    haGateway: "tokyo",
    router: "tokyo",
    externalGateway: "tokyo-aws",
    firewall: "tokyo-from-aws",
    tunnels: { a1: "tokyo-a1", a2: "tokyo-a2", b1: "tokyo-b1", b2: "tokyo-b2" },
    interfaces: { a1: "tokyo-a1", a2: "tokyo-a2", b1: "tokyo-b1", b2: "tokyo-b2" },
    peers: { a1: "tokyo-a1", a2: "tokyo-a2", b1: "tokyo-b1", b2: "tokyo-b2" },
  });
});

test("each can be given on its own", () => {
  const given = named(`names:
  aws: { stack: s, gateway: g, customerGateways: { b: cb }, connections: { a: ca } }
  gcp: { externalGateway: e, firewall: f, tunnels: { a2: t2 }, interfaces: { b1: i3 }, peers: { b2: p4 } }
`);
  expect(given).toMatchObject({
    stack: "s",
    awsGateway: "g",
    customerGateways: { a: "tokyo-a", b: "cb" },
    connections: { a: "ca", b: "tokyo-b" },
    externalGateway: "e",
    firewall: "f",
    tunnels: { a1: "tokyo-a1", a2: "t2", b1: "tokyo-b1", b2: "tokyo-b2" },
    interfaces: { a2: "tokyo-a2", b1: "i3" },
    peers: { b1: "tokyo-b1", b2: "p4" },
  });
});

test("a secret's name has the VPN's name and the tunnel put in, wherever they stand", () => {
  expect(fillIn("{tunnel}/{name}/{tunnel}", "tokyo", "b1")).toBe("b1/tokyo/b1");
  expect(fillIn("{region}-{name}", "tokyo", "b1")).toBe("{region}-tokyo");
  expect(fillIn("{name}", "{tunnel}", "a1")).toBe("{tunnel}");
});

test("connection a has the first two tunnels and interface 0, connection b the others and interface 1", () => {
  const { connections, tunnels } = topologyOf(baseExample);
  expect(connections.map(({ id, gatewayInterface }) => [id, gatewayInterface])).toEqual([
    ["a", 0],
    ["b", 1],
  ]);
  expect(connections.map((connection) => connection.tunnels.map(({ id }) => id))).toEqual([
    ["a1", "a2"],
    ["b1", "b2"],
  ]);
  expect(tunnels.map((tunnel) => [tunnel.id, tunnel.gatewayInterface, tunnel.peerInterface])).toEqual([
    ["a1", 0, 0],
    ["a2", 0, 1],
    ["b1", 1, 2],
    ["b2", 1, 3],
  ]);
});

test("AWS has the first address of an inside CIDR, Google Cloud the second", () => {
  const given =
    "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.255.252/30] }\n";
  const { tunnels } = topologyOf(baseExample + given);
  expect(tunnels.map(({ insideCidr, awsInside, gcpInside }) => [insideCidr, awsInside, gcpInside])).toEqual([
    ["169.254.10.0/30", "169.254.10.1", "169.254.10.2"],
    ["169.254.10.4/30", "169.254.10.5", "169.254.10.6"],
    ["169.254.11.0/30", "169.254.11.1", "169.254.11.2"],
    ["169.254.255.252/30", "169.254.255.253", "169.254.255.254"],
  ]);
});
