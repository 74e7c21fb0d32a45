/** `topology.svg`: both clouds and the four tunnels between them, as a picture for light and dark pages. */
import render from "../../templates/topology-svg/topology.svg.hbs";
import { xmlCommentText } from "../render/quote.ts";
import type { Topology, Tunnel } from "../topology/topology.ts";
import { headerText, type Target, textFile } from "./target.ts";
import { agreed, awsContents, bandContents, gcpContents } from "./topology-svg/contents.ts";
import {
  box,
  boxColumns,
  brokenLines,
  column,
  columnWidth,
  type Figure,
  gap,
  heightOf,
  label,
  lineHeight,
  merged,
  type PlacedBox,
  padding,
  type Rectangle,
} from "./topology-svg/figure.ts";

export const topologySvg: Target = (topology, context) => [
  textFile(
    "topology",
    render({ header: xmlCommentText(headerText(context)), name: topology.name, ...draw(topology) }),
  ),
];

const margin = 16;
const panelWidth = 3 * gap + 2 * columnWidth;
const tunnelWidth = 288;
const width = 2 * margin + 2 * panelWidth + tunnelWidth;
/** Where the boxes begin, below the titles. */
const top = margin + 84;
/** From the top of a box to the middle of its heading. */
const headingMiddle = padding + lineHeight / 2;

/** Where the columns begin, from left to right. */
const x = {
  awsPanel: margin,
  aws: margin + gap,
  connections: margin + 2 * gap + columnWidth,
  tunnels: margin + 2 * gap + 2 * columnWidth,
  interfaces: width - margin - panelWidth + gap,
  gcp: width - margin - gap - columnWidth,
  gcpPanel: width - margin - panelWidth,
} as const;

/** The whole picture, with the size that it needs. */
function draw(topology: Topology) {
  const aws = column(awsContents(topology), { x: x.aws, y: top });
  const gcp = column(gcpContents(topology), { x: x.gcp, y: top });
  const bands = drawBands(topology);
  const agreed = drawAgreed(topology, (bands.at(-1)?.bottom ?? top) + gap + lineHeight);
  const bottom = Math.max(...[...aws, ...gcp, ...bands, agreed].map((placed) => placed.bottom)) + gap;
  const panel = (left: number, style: string): Rectangle => {
    return { x: left, y: margin, width: panelWidth, height: bottom - margin, style };
  };
  const picture = merged(
    titles(topology),
    ...aws,
    ...gcp,
    ...bands,
    agreed,
    joints(bands, { gateway: x.connections - gap, connections: x.connections }),
    joints(bands, { gateway: x.gcp, connections: x.gcp - gap }),
  );
  const panels = [panel(x.awsPanel, "panel aws"), panel(x.gcpPanel, "panel gcp")];
  return { panels, ...picture, width, height: bottom + margin };
}

function titles({ aws, gcp }: Topology): Partial<Figure> {
  const lines = (left: number, title: string, texts: readonly string[]) => [
    label(title, { x: left, y: margin + 28, style: "title", scale: 4 / 3 }),
    ...texts.map((text, at) => label(text, { x: left, y: margin + 50 + lineHeight * at, style: "minor" })),
  ];
  return {
    labels: [
      ...lines(x.aws, "AWS", [aws.region, ...(aws.account === "" ? [] : [`account ${aws.account}`])]),
      ...lines(x.interfaces, "Google Cloud", [gcp.region, `project ${gcp.project}`]),
    ],
  };
}

/** Each connection: AWS's box, the interface of the HA VPN gateway, and two tunnels between them. */
function drawBands(topology: Topology): PlacedBox[] {
  const names = topology.tunnels.map(({ names }) => brokenLines(names.tunnel, boxColumns).length);
  const rowHeight = Math.max(64, lineHeight * (Math.max(...names) + 1));
  const bands: PlacedBox[] = [];
  for (const connection of topology.connections) {
    const y = (bands.at(-1)?.bottom ?? top - gap) + gap;
    const { aws, gcp } = bandContents(connection);
    const head = Math.max(heightOf(aws), heightOf(gcp)) - padding;
    const height = head + 2 * rowHeight;
    const figures = [
      box(aws, { x: x.connections, y, height }),
      box(gcp, { x: x.interfaces, y, height }),
      ...connection.tunnels.map((tunnel, at) => drawTunnel(tunnel, y + head + rowHeight * (at + 0.5))),
    ];
    bands.push({ ...merged(...figures), top: y, bottom: y + height });
  }
  return bands;
}

function drawTunnel(tunnel: Tunnel, y: number): Partial<Figure> {
  const middle = width / 2;
  const lines = brokenLines(tunnel.names.tunnel, boxColumns);
  const firstLine = y + 4 - (lineHeight * (lines.length - 1)) / 2;
  return {
    lines: [{ x1: x.tunnels, x2: x.interfaces, y1: y, y2: y, style: "tunnel" }],
    rectangles: [{ x: middle - 20, y: y - 12, width: 40, height: 24, style: "badge" }],
    labels: [
      label(tunnel.id, { x: middle, y: y + 4, style: "heading middle" }),
      label(tunnel.awsInside, { x: x.tunnels + 2 * gap, y: y - 8 }),
      label(tunnel.gcpInside, { x: x.interfaces - 2 * gap, y: y - 8, style: "end" }),
      label(tunnel.insideCidr, { x: middle, y: y + 28, style: "minor middle" }),
      label(`outside address ${tunnel.peerInterface}`, {
        x: x.tunnels - padding,
        y: y + 4,
        style: "minor end",
      }),
      ...lines.map((text, at) =>
        label(text, { x: x.interfaces + padding, y: firstLine + lineHeight * at, style: "minor" }),
      ),
    ],
  };
}

/** What both sides were told, between them. */
function drawAgreed(topology: Topology, y: number): PlacedBox {
  const lines = agreed(topology);
  return {
    top: y,
    bottom: y + lineHeight * lines.length,
    rectangles: [],
    lines: [],
    labels: lines.map((text, at) =>
      label(text, { x: width / 2, y: y + lineHeight * at, style: at === 0 ? "heading middle" : "middle" }),
    ),
  };
}

/** Joins a gateway, which stands at the top, with the boxes of both connections; each side has its edge. */
function joints(
  bands: readonly PlacedBox[],
  { gateway, connections }: { gateway: number; connections: number },
): Partial<Figure> {
  const trunk = (gateway + connections) / 2;
  const [first = 0, last = first] = bands.map((band) => band.top + headingMiddle);
  return {
    lines: [
      { x1: gateway, x2: connections, y1: first, y2: first, style: "joint" },
      { x1: trunk, x2: trunk, y1: first, y2: last, style: "joint" },
      { x1: trunk, x2: connections, y1: last, y2: last, style: "joint" },
    ],
  };
}
