/** Rules that count over all files of a run. */
import { describe, expect, test } from "vitest";
import type { RuleId } from "../../../src/rules/all.ts";
import { findingsOf } from "./lay-over.ts";

/** Further files: as many as asked, each with a name of its own, and what is written for it. */
const files = (count: number, yaml: (index: number) => string = () => "", first = 0): string[] =>
  Array.from({ length: count }, (_, index) => `name: more-${first + index}\n${yaml(first + index)}`);
/** File, place, message and related file of each finding. */
const shown = (rule: RuleId, yaml: string, others: readonly string[]) =>
  findingsOf(rule, yaml, others).map(({ place, message, related }) => [
    place.file,
    "path" in place ? place.path.join(".") : "",
    message,
    ...related.map((one) => one.place.file),
  ]);

const outside = "routeTables: external, securityGroups: external";
const vpc = (index: number) =>
  `aws: { vpcs: [{ id: vpc-000000${index + 10}, cidrs: [10.20.0.0/16], ${outside} }] }`;
const tgw = "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }";

describe("gateway/region-quota", () => {
  const rule = "gateway/region-quota";

  test("counts the virtual private gateways that are created in one account and region", () => {
    expect(shown(rule, "{}", files(4, vpc))).toEqual([]);
    const message = "this run makes 7 virtual private gateways in ap-northeast-1; 5 is the quota";
    expect(shown(rule, "{}", files(6, vpc))).toEqual([["6.vpn.yaml", "aws.gateway.type", message]]);
    const existing = "aws: { gateway: { type: vgw, id: vgw-0a1b2c3d4e5f60718 } }";
    expect(shown(rule, existing, files(5, vpc))).toEqual([]);
    expect(shown(rule, tgw, files(5, vpc))).toEqual([]);
    expect(shown(rule, "aws: { gateway: { type: tgw } }", files(5, vpc))).toEqual([]);
    expect(shown(rule, "aws: { region: us-east-1 }", files(5, vpc))).toEqual([]);
    expect(shown(rule, 'aws: { account: "123456789012" }', files(5, vpc))).toEqual([]);
  });

  test("counts the connections, two to a VPN", () => {
    expect(
      shown(
        rule,
        tgw,
        files(24, () => tgw),
      ),
    ).toEqual([]);
    expect(
      shown(
        rule,
        tgw,
        files(25, () => tgw),
      ),
    ).toEqual([
      ["26.vpn.yaml", "aws.region", "this run makes 52 connections in ap-northeast-1; 50 is the quota"],
    ]);
  });
});

describe("bgp/routers-per-network", () => {
  const rule = "bgp/routers-per-network";
  const message =
    "the files of this run have 6 routers in network prod and region asia-northeast1; 5 is the limit";

  test("counts the routers of one project, region and network, in the order of the files", () => {
    expect(shown(rule, "{}", files(4))).toEqual([]);
    expect(shown(rule, "{}", files(5))).toEqual([["6.vpn.yaml", "gcp.network", message]]);
    for (const other of ["network: other", "region: us-east4", "project: other-prod"])
      expect(shown(rule, `gcp: { ${other} }`, files(5))).toEqual([]);
  });

  test("counts a router once that several files use", () => {
    const shared = files(3, () => "gcp: { router: { name: more-0, existing: true } }", 10);
    expect(shown(rule, "{}", [...files(4), ...shared])).toEqual([]);
    expect(shown(rule, "{}", [...files(4), ...shared, ...files(1, undefined, 20)])).toEqual([
      ["9.vpn.yaml", "gcp.network", message],
    ]);
  });
});

describe("bgp/learned-limit", () => {
  const rule = "bgp/learned-limit";
  const ranges = (first: number, count: number) =>
    `aws: { cidrs: [${Array.from({ length: count }, (_, index) => `10.${first}.${index}.0/24`).join(", ")}] }`;

  test("counts the ranges of AWS over all files of a network and region", () => {
    // Each file has its VPC's range too.
    expect(shown(rule, ranges(40, 124), [ranges(41, 124)])).toEqual([]);
    expect(shown(rule, ranges(40, 124), [ranges(41, 126)])).toEqual([
      [
        "2.vpn.yaml",
        "aws.cidrs.124",
        "network prod learns 252 ranges of AWS in asia-northeast1; 250 is the quota",
      ],
    ]);
    for (const other of ["network: other", "region: us-east4", "project: other-prod"])
      expect(shown(rule, ranges(40, 124), [`${ranges(41, 126)}\ngcp: { ${other} }`])).toEqual([]);
  });

  test("counts a range once that several files have", () => {
    expect(shown(rule, ranges(40, 248), [ranges(40, 248)])).toEqual([]);
    expect(shown(rule, ranges(40, 249), [ranges(40, 249)])).toEqual([
      [
        "2.vpn.yaml",
        "aws.vpcs.0.cidrs.0",
        "network prod learns 251 ranges of AWS in asia-northeast1; 250 is the quota",
      ],
    ]);
  });
});

describe("gateway/vgw-shared", () => {
  const existing = (id: string, type = "vgw") => `aws: { gateway: { type: ${type}, id: ${type}-${id} } }`;

  test("shows each further VPN of a virtual private gateway, with the first", () => {
    const others = [existing("0a1b2c3d"), existing("0a1b2c3e"), `name: third\n${existing("0a1b2c3d")}`];
    const message = "vgw-0a1b2c3d carries the VPN of vpn.yaml too, and sends through one tunnel of both";
    expect(shown("gateway/vgw-shared", existing("0a1b2c3d"), others)).toEqual([
      ["2.vpn.yaml", "aws.gateway.id", message, "vpn.yaml"],
      ["4.vpn.yaml", "aws.gateway.id", message, "vpn.yaml"],
    ]);
    expect(shown("gateway/vgw-shared", "{}", ["{}"])).toEqual([]);
  });
});
