import { expect, test } from "vitest";
import { stringify } from "yaml";
import {
  emitted,
  ofType,
  onCreatedTgw,
  readTemplate,
  vpnTemplate,
  withAws,
} from "../../support/cloudformation.ts";
import { exampleTopology, topologyOf } from "../../support/examples.ts";

const tokyo = exampleTopology("examples/tokyo/vpn.yaml");
const tgw = exampleTopology("examples/existing-tgw/vpn.yaml");

test("a created transit gateway shares traffic by ECMP and is shared with the other accounts", () => {
  const { TransitGateway, TransitGatewayShare } = vpnTemplate(
    onCreatedTgw(tokyo, ["", "345678901234", "210987654321"]),
  ).Resources;
  expect(TransitGateway?.Properties).toMatchObject({
    AmazonSideAsn: 65000,
    AutoAcceptSharedAttachments: "enable",
    VpnEcmpSupport: "enable",
  });
  expect(TransitGatewayShare?.Properties).toMatchObject({
    Principals: ["210987654321", "345678901234"],
    ResourceArns: [{ "Fn::GetAtt": "TransitGateway.TransitGatewayArn" }],
  });
});

test("a transit gateway without VPCs of other accounts is not shared", () => {
  const { TransitGateway, TransitGatewayShare } = vpnTemplate(onCreatedTgw(tokyo, [""])).Resources;
  expect(TransitGateway?.Properties.AutoAcceptSharedAttachments).toBe("disable");
  expect(TransitGatewayShare).toBeUndefined();
});

test("VPCs of another account have a template of their own, with the transit gateway as parameter", () => {
  const [main, other, ...rest] = emitted(tgw);
  expect(rest).toEqual([]);
  expect(main?.text).not.toContain("vpc-0c3d4e5f60718293a");
  expect(other?.path).toBe("aws/vpc-210987654321.yaml");
  const { Parameters, Resources } = readTemplate(other?.text ?? "");
  expect(Parameters.TransitGatewayId?.Default).toBe("tgw-0a1b2c3d4e5f60718");
  expect(Resources.AttachmentVpc0c3d4e5f60718293a?.Properties).toMatchObject({
    TransitGatewayId: { Ref: "TransitGatewayId" },
    SubnetIds: ["subnet-0c3d4e5f60718293a", "subnet-0d4e5f60718293a4b"],
  });
  expect(Object.values(Resources).filter(({ Type }) => Type === "AWS::EC2::Route")).toHaveLength(4);
});

test("the transit gateway of another account's template has no default where it is yet to be created", () => {
  const [, other] = emitted(onCreatedTgw(tokyo, ["", "345678901234"]));
  expect(readTemplate(other?.text ?? "").Parameters.TransitGatewayId).not.toHaveProperty("Default");
});

test("an account that only opens security groups is not asked for the transit gateway", () => {
  const { gateway, vpcs } = onCreatedTgw(tokyo, ["345678901234"]).aws;
  const groupsOnly = vpcs.map((vpc) => ({ ...vpc, subnets: [], routeTables: [] }));
  const [, other] = emitted(withAws(tokyo, { gateway, vpcs: groupsOnly }));
  expect(readTemplate(other?.text ?? "")).not.toHaveProperty("Parameters");
});

test("an account whose VPCs other teams manage gets no template, since it would be empty", () => {
  const vpcs = onCreatedTgw(tokyo, ["345678901234"]).aws.vpcs;
  const external = vpcs.map((vpc) => ({ ...vpc, subnets: [], routeTables: [], securityGroups: [] }));
  const files = emitted(withAws(tokyo, { gateway: onCreatedTgw(tokyo, []).aws.gateway, vpcs: external }));
  expect(files.map(({ path }) => path)).toEqual(["aws/cloudformation.yaml"]);
});

test("each route table leads to each range of Google Cloud, once the VPC is attached", () => {
  const routes = ofType(vpnTemplate(tgw), "AWS::EC2::Route");
  expect(routes).toEqual([
    [
      "RouteRtb0a1b2c3d4e5f60718To10x200x0x0p16",
      {
        Type: "AWS::EC2::Route",
        DependsOn: ["AttachmentVpc0a1b2c3d4e5f60718"],
        Properties: {
          RouteTableId: "rtb-0a1b2c3d4e5f60718",
          DestinationCidrBlock: "10.200.0.0/16",
          TransitGatewayId: "tgw-0a1b2c3d4e5f60718",
        },
      },
    ],
    ["RouteRtb0a1b2c3d4e5f60718To10x201x0x0p16", expect.objectContaining({})],
  ]);
});

test("a VPC that someone else attaches gets routes and no attachment", () => {
  const template = vpnTemplate(exampleTopology("examples/eight-tunnels/blue.vpn.yaml"));
  expect(ofType(template, "AWS::EC2::TransitGatewayAttachment")).toEqual([]);
  expect(ofType(template, "AWS::EC2::Route").map(([, resource]) => resource.DependsOn)).toEqual([undefined]);
});

test("security groups open each kind of traffic in CloudFormation's spelling", () => {
  const allow = [
    { protocol: "tcp", fromPort: 443, toPort: 443 },
    { protocol: "udp", fromPort: 5000, toPort: 5100 },
    { protocol: "icmp", fromPort: 0, toPort: 0 },
    { protocol: "all", fromPort: 0, toPort: 0 },
  ] as const;
  const vpcs = tokyo.aws.vpcs.map((vpc) => ({ ...vpc, securityGroups: [{ id: "sg-1", allow }] }));
  const rules = ofType(vpnTemplate(withAws(tokyo, { vpcs })), "AWS::EC2::SecurityGroupIngress");
  expect(rules.map(([id, { Properties }]) => [id, Properties])).toEqual([
    ["IngressSg1Tcp443From10x128x0x0p20", rule("tcp 443", { IpProtocol: "tcp", FromPort: 443, ToPort: 443 })],
    [
      "IngressSg1Udp5000To5100From10x128x0x0p20",
      rule("udp 5000-5100", { IpProtocol: "udp", FromPort: 5000, ToPort: 5100 }),
    ],
    ["IngressSg1IcmpFrom10x128x0x0p20", rule("icmp", { IpProtocol: "icmp", FromPort: -1, ToPort: -1 })],
    ["IngressSg1AllFrom10x128x0x0p20", rule("all", { IpProtocol: "-1" })],
  ]);
});

function rule(words: string, protocol: object) {
  const Description = `tokyo: ${words} from Google Cloud`;
  return { GroupId: "sg-1", Description, ...protocol, CidrIp: "10.128.0.0/20" };
}

test("a longer or reordered list changes the logical id of nothing that was there before", () => {
  const base = {
    version: 1,
    name: "tokyo",
    aws: {
      region: "ap-northeast-1",
      asn: 65000,
      gateway: { type: "tgw", id: "tgw-0a1b2c3d4e5f60718" },
      vpcs: [
        {
          id: "vpc-1",
          cidrs: ["10.20.0.0/16"],
          subnets: ["subnet-1"],
          routeTables: ["rtb-1", "rtb-2"],
          securityGroups: [{ id: "sg-1", allow: ["tcp/443", "icmp"] }],
        },
      ],
    },
    gcp: {
      project: "media-prod",
      region: "asia-northeast1",
      asn: 64512,
      network: "prod",
      firewall: "external",
    },
  };
  const [vpc] = base.aws.vpcs;
  const text = (vpcs: object[], cidrs: string[]) =>
    stringify({ ...base, name: "renamed", aws: { ...base.aws, vpcs }, gcp: { ...base.gcp, cidrs } });
  const before = vpnTemplate(topologyOf(text(base.aws.vpcs, ["10.128.0.0/20", "10.129.0.0/20"]))).Resources;
  const longer = {
    ...vpc,
    routeTables: ["rtb-0", "rtb-2", "rtb-1"],
    securityGroups: [
      { id: "sg-0", allow: ["all"] },
      { id: "sg-1", allow: ["udp/1-2", "icmp", "tcp/443"] },
    ],
  };
  const after = vpnTemplate(
    topologyOf(text([{ ...vpc, id: "vpc-0" }, longer], ["10.1.0.0/20", "10.129.0.0/20", "10.128.0.0/20"])),
  ).Resources;
  for (const [id, { Properties }] of Object.entries(before))
    expect(after[id]?.Properties).toEqual(Properties);
  expect(Object.keys(after).length).toBeGreaterThan(Object.keys(before).length);
});
