import fc from "fast-check";
import { expect, test } from "vitest";
import { brokenLines } from "../../../src/targets/topology-svg/figure.ts";
import { topologySvg } from "../../../src/targets/topology-svg.ts";
import type { Topology } from "../../../src/topology/topology.ts";
import { arbitraryVpn } from "../../support/arbitrary.ts";
import { alone } from "../../support/artifacts.ts";
import { exampleFiles, exampleTopology, topologyOf } from "../../support/examples.ts";
import { type Area, readSvg } from "../../support/svg.ts";

function draw(topology: Topology, sourceName = "vpn.yaml"): string {
  return topologySvg(topology, { ...alone, sourceName })[0]?.text ?? "";
}

const inside = (inner: Area, outer: Area) =>
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom;
const apart = (a: Area, b: Area) =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

/** Text over text, text over an edge, and anything beyond the page. */
function collisions(svg: string): string[] {
  const { rectangles, labels, ...page } = readSvg(svg);
  const beyond = [...rectangles, ...labels].filter((area) => !inside(area, page));
  const overEdge = labels.flatMap((label) =>
    rectangles
      .filter((rectangle) => !apart(label, rectangle) && !inside(label, rectangle))
      .map((rectangle) => `${label.text} over the edge of a ${rectangle.style}`),
  );
  const overEachOther = labels.flatMap((label, at) =>
    labels
      .slice(at + 1)
      .flatMap((other) => (apart(label, other) ? [] : [`${label.text} over ${other.text}`])),
  );
  return [...beyond.map((area) => `beyond the page: ${JSON.stringify(area)}`), ...overEdge, ...overEachOther];
}

test.each(exampleFiles)("%s: nothing overlaps, and every value is there", (file) => {
  const topology = exampleTopology(file);
  const svg = draw(topology);
  expect(collisions(svg)).toEqual([]);
  const texts = readSvg(svg).labels.map(({ text }) => text);
  for (const { id, awsInside, gcpInside, insideCidr, peerInterface, names } of topology.tunnels) {
    const own = [id, awsInside, gcpInside, insideCidr, names.tunnel, `outside address ${peerInterface}`];
    expect(texts).toEqual(expect.arrayContaining(own));
  }
  expect(texts).toEqual(
    expect.arrayContaining([
      ...topology.gcp.cidrs,
      ...topology.aws.cidrs,
      `MTU ${topology.mtu.payload}, TCP MSS ${topology.mtu.tcpMss}`,
      `BGP ${topology.aws.asn} – ${topology.gcp.asn}, hold ${topology.bgp.holdTime} s`,
    ]),
  );
});

test("nothing overlaps on random VPNs", () => {
  fc.assert(
    fc.property(arbitraryVpn(), ({ text }) => void expect(collisions(draw(topologyOf(text)))).toEqual([])),
    { numRuns: 40 },
  );
});

/** The example with every name that long. */
function renamed(to: string): Topology {
  const topology = exampleTopology("examples/existing-tgw/vpn.yaml");
  const connections = topology.connections.map((connection) => ({
    ...connection,
    name: to,
    customerGatewayName: to,
    tunnels: connection.tunnels.map((tunnel) => ({
      ...tunnel,
      names: { tunnel: to, interface: to, peer: to },
    })),
  }));
  const { gcp, aws } = topology;
  return {
    ...topology,
    name: to,
    connections,
    tunnels: connections.flatMap(({ tunnels }) => tunnels),
    aws: { ...aws, gateway: { ...aws.gateway, name: to, origin: { existing: false } } },
    gcp: {
      ...gcp,
      network: to,
      externalGatewayName: to,
      router: { ...gcp.router, name: to },
      gateway: { ...gcp.gateway, name: to },
    },
  };
}

test.each([1, 2, 7, 21, 22, 23, 24, 44, 45, 63, 256])(
  "nothing overlaps with names of %i characters",
  (length) => {
    for (const unit of ["x", "W", "ab-", "漢", "🚇", "é", "&<"]) {
      const name = unit.repeat(Math.max(1, Math.floor(length / unit.length)));
      const svg = draw(renamed(name));
      expect(collisions(svg), name).toEqual([]);
      expect(
        readSvg(svg)
          .labels.map(({ text }) => text)
          .join(""),
        name,
      ).toContain(unit.repeat(Math.min(length, 11)).slice(0, Math.min(name.length, 10)));
    }
  },
);

test("a broken text is all there, each line within its columns", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-ascii" }), fc.integer({ min: 2, max: 30 }), (text, columns) => {
      const lines = brokenLines(text, columns);
      expect(lines.join("")).toBe(text);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    }),
  );
  expect(brokenLines("media-production-tokyo-a1", 22)).toEqual(["media-production-", "tokyo-a1"]);
});

test("hostile text stays text", () => {
  const hostile = `</text><script>alert("x")</script>&amp; ' ]]> \u0000\u001b\ufffe`;
  const svg = draw(renamed(hostile), "a--><script>.yaml");
  const [comment = "", ...rest] = svg.split("\n");
  expect(comment).toMatch(/^<!--(?:(?!--).)* -->$/);
  expect(rest.join("\n")).not.toContain("<script>");
  expect(svg).not.toMatch(/(?!\n)[\p{Cc}\ufffe]/u);
  expect(
    readSvg(svg)
      .labels.map(({ text }) => text)
      .join(""),
  ).toContain("<script>");
});
