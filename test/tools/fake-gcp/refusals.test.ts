import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  externalGateway,
  gateway,
  global,
  link,
  peers,
  region,
  router,
  seedVpn,
  session,
  suite,
  tunnel,
} from "./bodies.ts";
import { callCompute } from "./call.ts";
import { type FakeGcp, startFakeGcp } from "./start.ts";

interface Refusal {
  readonly what: string;
  readonly body: object;
  /** A part of the message. */
  readonly says: string;
}

const gateways: readonly Refusal[] = [
  { what: "a name with capitals", body: gateway("HA"), says: "resource.name" },
  { what: "no network", body: { name: "x" }, says: "Required field" },
  {
    what: "a network that is not there",
    body: { name: "x", network: link(`${global}/networks/no`) },
    says: "cannot be found",
  },
  { what: "a label with capitals", body: { ...gateway("x"), labels: { Team: "media" } }, says: "Label" },
];

const { phase1, phase2 } = suite;
const others = peers.slice(1);
const externalGateways: readonly Refusal[] = [
  { what: "three interfaces as FOUR_IPS_REDUNDANCY", body: externalGateway("x", others), says: "do not fit" },
  { what: "one address twice", body: externalGateway("x", [...others, peers[1]]), says: "distinct" },
  {
    what: "a documentation address",
    body: externalGateway("x", [...others, "192.0.2.1"]),
    says: "192.0.2.1",
  },
  { what: "a private address", body: externalGateway("x", [...others, "10.1.2.3"]), says: "10.1.2.3" },
];

const firewalls: readonly Refusal[] = [
  {
    what: "host bits in a range",
    body: { ...gateway("x"), sourceRanges: ["10.20.0.1/16"] },
    says: "host bits",
  },
  {
    what: "ports for icmp",
    body: { ...gateway("x"), allowed: [{ IPProtocol: "icmp", ports: ["8"] }] },
    says: "has no ports",
  },
];

const withSuite = (cipherSuite: object) => ({ ...tunnel("x", 1), cipherSuite });
const tunnels: readonly Refusal[] = [
  {
    what: "AWS's name of a cipher",
    body: withSuite({ phase1: { encryption: ["AES256"] } }),
    says: "'AES256'",
  },
  {
    what: "SHA2-384 in phase 2",
    body: withSuite({ phase2: { integrity: ["HMAC-SHA2-384-192"] } }),
    says: "phase2.integrity",
  },
  {
    what: "integrity beside an AEAD cipher in phase 1",
    body: withSuite({ phase1: { ...phase1, integrity: ["HMAC-SHA2-256-128"] } }),
    says: "only AEAD",
  },
  {
    what: "integrity beside an AEAD cipher in phase 2",
    body: withSuite({ phase2: { ...phase2, integrity: ["HMAC-SHA2-256-128"] } }),
    says: "only AEAD",
  },
  { what: "ciphers with IKEv1", body: { ...tunnel("x", 1), ikeVersion: 1 }, says: "IKEv2" },
  {
    what: "a key with a newline",
    body: { ...tunnel("x", 1), sharedSecret: "Quiet.Harbour\n" },
    says: "sharedSecret",
  },
  { what: "a peer's interface in use", body: tunnel("x", 0), says: "in use by tunnel 'a1'" },
  { what: "a peer's interface that is not there", body: tunnel("x", 4), says: "no such interface" },
  {
    what: "a gateway of another region",
    body: { ...tunnel("x", 1), vpnGateway: link("media-prod/regions/asia-northeast2/vpnGateways/far") },
    says: "Cross region",
  },
];

const [a1] = session.interfaces;
const [peer] = session.bgpPeers;
const routerChanges: readonly Refusal[] = [
  {
    what: "a /30's own address as an interface's",
    body: { interfaces: [{ ...a1, ipRange: "169.254.10.0/30" }] },
    says: "host of a link-local /30",
  },
  {
    what: "one /30 for two sessions",
    body: { interfaces: [a1, { ...a1, name: "a2" }] },
    says: "in use by interface",
  },
  {
    what: "an interface without its tunnel",
    body: { interfaces: [{ ...a1, linkedVpnTunnel: link(`${region}/vpnTunnels/no`) }] },
    says: "cannot be found",
  },
  {
    what: "a peer outside its /30",
    body: { bgpPeers: [{ ...peer, peerIpAddress: "169.254.10.5" }] },
    says: "other host",
  },
  {
    what: "its own ASN for a peer",
    body: { bgpPeers: [{ ...peer, peerAsn: 64512 }] },
    says: "not the router's own",
  },
  { what: "a peer whose interface goes", body: { interfaces: [] }, says: "no such interface" },
  { what: "the same peer twice", body: { bgpPeers: [peer, peer] }, says: "occurs twice" },
  {
    what: "groups advertised in mode DEFAULT",
    body: { bgpPeers: [{ ...peer, advertisedGroups: ["ALL_SUBNETS"] }] },
    says: "CUSTOM",
  },
  { what: "another ASN", body: { bgp: { asn: 64513 } }, says: "Cannot be changed" },
];

let cloud: FakeGcp;
beforeAll(async () => {
  cloud = await startFakeGcp();
  await seedVpn(cloud.url);
  const far = {
    method: "POST",
    path: "media-prod/regions/asia-northeast2/vpnGateways",
    body: gateway("far"),
  };
  await callCompute(cloud.url, far);
});
afterAll(() => cloud.stop());

async function expectRefusal(request: { method: string; path: string; body: object }, says: string) {
  const { status, message } = await callCompute(cloud.url, request);
  expect(message).toContain(says);
  expect(status).toBe(400);
}

describe("the fake Compute Engine", () => {
  it.each(gateways)("refuses a gateway with $what", ({ body, says }) =>
    expectRefusal({ method: "POST", path: `${region}/vpnGateways`, body }, says),
  );

  it.each(externalGateways)("refuses an external gateway with $what", ({ body, says }) =>
    expectRefusal({ method: "POST", path: `${global}/externalVpnGateways`, body }, says),
  );

  it.each(firewalls)("refuses a firewall rule with $what", ({ body, says }) =>
    expectRefusal({ method: "POST", path: `${global}/firewalls`, body }, says),
  );

  it.each(tunnels)("refuses a tunnel with $what", ({ body, says }) =>
    expectRefusal({ method: "POST", path: `${region}/vpnTunnels`, body }, says),
  );

  it.each(routerChanges)("refuses to give a router $what", ({ body, says }) =>
    expectRefusal({ method: "PATCH", path: `${region}/routers/core`, body }, says),
  );

  it("refuses a router with a public ASN", () =>
    expectRefusal(
      { method: "POST", path: `${region}/routers`, body: { ...router("x"), bgp: { asn: 2516 } } },
      "RFC 6996",
    ));
});
