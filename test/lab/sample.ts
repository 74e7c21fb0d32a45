/** Two gateways that nobody's file describes, for tests of the lab itself. */
import type { Gateway, Link, SideName } from "./daemons/gateway.ts";
import type { Wiring } from "./wire/cables.ts";

const lifetime = { end: 3600, margin: 300, jitter: 0 };

export function sampleWiring(key: string): Wiring {
  return {
    ...{ aws: gateway("aws", key), gcp: gateway("gcp", key) },
    ranges: { aws: "10.1.0.0/24", gcp: "10.2.0.0/24" },
  };
}

function gateway(name: SideName, key: string): Gateway {
  const asn = { aws: 65000, gcp: 64512 };
  const peer = name === "aws" ? "gcp" : "aws";
  const outside = (side: SideName, index: number) =>
    side === "aws" ? `52.196.10.${index}` : `34.157.1.${index >> 1}`;
  const inside = (side: SideName, index: number) => `169.254.10.${4 * index + (side === "aws" ? 1 : 2)}`;
  const link = (index: number): Link => ({
    insideCidr: `169.254.10.${4 * index}/30`,
    outside: { own: outside(name, index), peer: outside(peer, index) },
    inside: { own: `${inside(name, index)}/30`, peer: inside(peer, index) },
    peerAsn: asn[peer],
    key,
    ikeVersion: 2,
    ike: ["aes256gcm16-prfsha256-ecp256"],
    esp: ["aes256gcm16-ecp256"],
    ikeLifetime: lifetime,
    espLifetime: lifetime,
    dpd: { timeout: 30, action: "restart" },
    announced: [name === "aws" ? "10.1.0.0/24" : "10.2.0.0/24"],
    through: [],
    med: 0,
  });
  return { name, asn: asn[name], hold: 30, keepalive: 10, multipath: true, links: [0, 1, 2, 3].map(link) };
}
