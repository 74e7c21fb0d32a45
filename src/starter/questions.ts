/** The questions of a starter file: what is proposed, and what the rules say of an answer. */
import { compile, type Source } from "../compile.ts";
import type { Diagnostic, Path } from "../diagnostic.ts";
import { judge } from "../judge.ts";
import { freeBlock } from "../rules/inside-blocks.ts";
import { parseFile } from "../source/parse.ts";
import type { Config } from "../source/schema/config.ts";
import { overlaps, parseCidr } from "../topology/addresses.ts";
import { allocateInsideCidrs } from "../topology/allocate.ts";
import { buildTopology } from "../topology/build.ts";
import type { Answers, Flag } from "./flags.ts";
import { starterText } from "./text.ts";

/** Where in the file an answer stands. */
const places: Readonly<Record<Flag, readonly Path[]>> = {
  name: [["name"]],
  "aws-region": [["aws", "region"]],
  gateway: [["aws", "gateway", "type"]],
  "gateway-id": [["aws", "gateway", "id"]],
  "aws-asn": [["aws", "asn"]],
  vpc: [["aws", "vpcs", 0, "id"]],
  "vpc-cidrs": [["aws", "vpcs", 0, "cidrs"]],
  subnets: [["aws", "vpcs", 0, "subnets"]],
  "route-tables": [["aws", "vpcs", 0, "routeTables"]],
  "security-groups": [["aws", "vpcs", 0, "securityGroups"]],
  "gcp-project": [["gcp", "project"]],
  "gcp-region": [["gcp", "region"]],
  "gcp-network": [["gcp", "network"]],
  "gcp-cidrs": [["gcp", "cidrs"]],
  "gcp-asn": [["gcp", "asn"]],
  allow: [["gcp", "firewall"]],
  "inside-cidrs": [["tunnels", "insideCidrs"]],
};

/** Whether the answers so far leave the question open. */
export function isAsked(flag: Flag, answers: Answers): boolean {
  return flag !== "subnets" || answers.gateway === "tgw";
}

/** What is wrong with an answer beside those before it; each with what is allowed and what to do. */
export function problemsOf(flag: Flag, answers: Answers): Diagnostic[] {
  const file = parseFile({ path: "", text: starterText(answers, { schema: "" }) });
  return [...file.diagnostics, ...judge([file])].filter(
    (found) => found.severity === "error" && isAt(found, flag),
  );
}

/** The errors of the whole file beside all others, and which questions they are about. */
export function errorsOf(source: Source, others: readonly Source[]) {
  const { diagnostics, parsed } = compile([...others, source]);
  const errors = diagnostics.filter(
    ({ severity, place }) => severity === "error" && place.file === source.path,
  );
  const asked = (Object.keys(places) as Flag[]).filter((flag) => errors.some((found) => isAt(found, flag)));
  return { errors, parsed, asked };
}

function isAt({ place }: Diagnostic, flag: Flag): boolean {
  if (!("path" in place)) return false;
  return places[flag].some((prefix) => prefix.every((step, index) => place.path[index] === step));
}

/** What the other files of the tree say, as far as proposals go. */
export interface Neighbours {
  readonly names: ReadonlySet<string>;
  readonly asns: ReadonlySet<number>;
  readonly insideCidrs: readonly string[];
  /** ASN of each existing gateway that is named, by its id. */
  readonly gateways: ReadonlyMap<string, number>;
}

export function neighboursIn(sources: readonly Source[]): Neighbours {
  const configs = sources.flatMap((source): Config[] => {
    const { config } = parseFile(source);
    return config === undefined ? [] : [config];
  });
  return {
    names: new Set(configs.map(({ name }) => name)),
    asns: new Set(configs.flatMap(({ aws, gcp }) => [aws.asn, gcp.asn])),
    insideCidrs: configs.flatMap((config) =>
      buildTopology(config).tunnels.map(({ insideCidr }) => insideCidr),
    ),
    gateways: new Map(
      configs.flatMap(({ aws: { gateway, asn } }) => (gateway.id === undefined ? [] : [[gateway.id, asn]])),
    ),
  };
}

/** What can be proposed; undefined where only the user knows. `folder` is the name of the folder of the tree. */
export function proposalFor(
  flag: Flag,
  { answers, neighbours, folder }: { answers: Answers; neighbours: Neighbours; folder: string },
): string | undefined {
  if (flag === "name") return freeName(folder, neighbours.names);
  if (flag === "gateway") return "vgw";
  if (flag === "gateway-id") return "new";
  if (flag === "subnets" || flag === "security-groups") return "external";
  if (flag === "allow") return "icmp";
  if (flag === "inside-cidrs") return freeBlocks(answers.name ?? "", neighbours.insideCidrs).join(",");
  if (flag === "aws-asn" && (answers["gateway-id"] ?? "new") !== "new") {
    return neighbours.gateways.get(answers["gateway-id"] ?? "")?.toString();
  }
  if (flag !== "aws-asn" && flag !== "gcp-asn") return undefined;
  const taken = new Set([...neighbours.asns, Number(answers["aws-asn"])]);
  return freeAsn(flag === "aws-asn" ? 65000 : 64512, taken).toString();
}

/** The folder's name if it can be a VPN's, with a number behind it where another file has it. */
function freeName(folder: string, taken: ReadonlySet<string>): string {
  const name = folder.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const base = problemsOf("name", { name }).length === 0 ? name : "vpn";
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** The first number from there on that no file has, on either side; 16 bits while there are any. */
function freeAsn(first: number, taken: ReadonlySet<number>): number {
  for (let asn = first; asn <= 65534; asn++) if (!taken.has(asn)) return asn;
  let asn = 4200000000;
  while (taken.has(asn)) asn++;
  return asn;
}

/** The blocks that follow from the name, where no tunnel has them; else the first that are free. */
function freeBlocks(name: string, taken: readonly string[]): string[] {
  const ranges = taken.flatMap((block) => parseCidr(block) ?? []);
  const { a1, a2, b1, b2 } = allocateInsideCidrs(name);
  const own = [a1, a2, b1, b2];
  const clash = own.some((block) =>
    ranges.some((range) => {
      const cidr = parseCidr(block);
      return cidr !== undefined && overlaps(cidr, range);
    }),
  );
  if (!clash) return own;
  return own.map(() => {
    const block = freeBlock(ranges);
    ranges.push(...[parseCidr(block)].flatMap((range) => range ?? []));
    return block;
  });
}
