/** Edits of the section `aws`, and of what else names things on AWS. */
import type { Edit } from "./edit.ts";

const inTokyo = (key: string, values: Edit["values"]): Edit => ({ key, base: "tokyo", values });
const withTgw = (key: string, values: Edit["values"]): Edit => ({ key, base: "tgw", values });
const withSops = (key: string, values: Edit["values"]): Edit => ({ key, base: "sops", values });

const as = (row: string, edit: Edit): Edit => ({ ...edit, row });

const group = "sg-0a1b2c3d4e5f60718";
const topic = "arn:aws:sns:ap-northeast-1:123456789012";

export const awsEdits: readonly Edit[] = [
  inTokyo("aws.region", {
    "aws.region": "ap-northeast-3",
    "aws.alarms.topic": "arn:aws:sns:ap-northeast-3:123456789012:network-alerts",
  }),
  as("nothing", inTokyo("aws.account", { "aws.account": undefined })),
  inTokyo("aws.account", {
    "aws.account": "210987654321",
    "aws.alarms.topic": "arn:aws:sns:ap-northeast-1:210987654321:network-alerts",
  }),
  inTokyo("aws.asn", { "aws.asn": 65001 }),
  withTgw("aws.asn", { "aws.asn": 4200000101 }),
  inTokyo("aws.gateway.type", {
    "aws.gateway.type": "tgw",
    "aws.vpcs.0.subnets": ["subnet-0a1b2c3d4e5f60718"],
  }),
  inTokyo("aws.gateway.id", { "aws.gateway.id": "vgw-0a1b2c3d4e5f60718" }),
  withSops("aws.gateway.id", { "aws.gateway.id": undefined }),
  withSops("aws.gateway.id", { "aws.gateway.id": "vgw-0b2c3d4e5f6071829" }),
  withTgw("aws.gateway.id", { "aws.gateway.id": "tgw-0b2c3d4e5f6071829" }),
  {
    ...withTgw("aws.gateway.routeTables.associate", {
      "aws.gateway.routeTables.associate": "tgw-rtb-0b2c3d4e5f6071829",
    }),
    keeps: "VPCs go on propagating to the table of before",
  },
  withTgw("aws.gateway.routeTables.associate", { "aws.gateway.routeTables": undefined }),
  {
    ...withTgw("aws.gateway.routeTables.propagate", {
      "aws.gateway.routeTables.propagate": ["tgw-rtb-0a1b2c3d4e5f60718"],
    }),
    keeps: "somebody else can want the routes in the other table",
  },
  withTgw("aws.gateway.routeTables.propagate", {
    "aws.gateway.routeTables.propagate": [
      "tgw-rtb-0a1b2c3d4e5f60718",
      "tgw-rtb-0b2c3d4e5f6071829",
      "tgw-rtb-0c3d4e5f60718293a",
    ],
  }),
  withTgw("aws.gateway.bandwidth", { "aws.gateway.bandwidth": "large" }),
  inTokyo("aws.vpcs[].id", { "aws.vpcs.0.id": "vpc-0b2c3d4e5f6071829" }),
  inTokyo("aws.vpcs[].cidrs", { "aws.vpcs.0.cidrs": ["10.20.0.0/16", "10.21.0.0/16"] }),
  withTgw("aws.vpcs[].cidrs", { "aws.vpcs.1.cidrs": ["10.41.0.0/16"] }),
  as("nothing", inTokyo("aws.vpcs[].account", { "aws.vpcs.0.account": "123456789012" })),
  withTgw("aws.vpcs[].account", { "aws.vpcs.0.account": "210987654321" }),
  as("routes", withTgw("aws.vpcs[].id", { "aws.vpcs.1": undefined })),
  as("routes", {
    key: "aws.vpcs[].id",
    base: "tgw",
    values: {
      "aws.vpcs.2": {
        id: "vpc-0d4e5f60718293a4b",
        cidrs: ["10.43.0.0/16"],
        subnets: ["subnet-0e5f60718293a4b5c"],
        routeTables: "external",
        securityGroups: "external",
      },
    },
  }),
  as("routes", withTgw("aws.vpcs[].subnets", { "aws.vpcs.0.subnets": ["subnet-0a1b2c3d4e5f60718"] })),
  withTgw("aws.vpcs[].subnets", { "aws.vpcs.0.subnets": undefined }),
  inTokyo("aws.vpcs[].routeTables", { "aws.vpcs.0.routeTables": ["rtb-0a1b2c3d4e5f60718"] }),
  inTokyo("aws.vpcs[].routeTables", {
    "aws.vpcs.0.routeTables": ["rtb-0a1b2c3d4e5f60718", "rtb-0b2c3d4e5f6071829", "rtb-0c3d4e5f60718293a"],
  }),
  inTokyo("aws.vpcs[].routeTables", { "aws.vpcs.0.routeTables": "external" }),
  inTokyo("aws.vpcs[].securityGroups", { "aws.vpcs.0.securityGroups": "external" }),
  inTokyo("aws.vpcs[].securityGroups[].id", { "aws.vpcs.0.securityGroups.0.id": "sg-0b2c3d4e5f6071829" }),
  inTokyo("aws.vpcs[].securityGroups[].id", {
    "aws.vpcs.0.securityGroups": [
      { id: group, allow: ["tcp/443", "tcp/3306", "icmp"] },
      { id: "sg-0b2c3d4e5f6071829", allow: ["tcp/443"] },
    ],
  }),
  inTokyo("aws.vpcs[].securityGroups[].allow", { "aws.vpcs.0.securityGroups.0.allow": ["tcp/5432"] }),
  inTokyo("aws.cidrs", { "aws.cidrs": ["10.60.0.0/16"] }),
  withTgw("aws.cidrs", { "aws.cidrs": undefined }),
  inTokyo("aws.tunnelOptions", { "aws.tunnelOptions": "script" }),
  withSops("aws.tunnelOptions", { "aws.tunnelOptions": undefined }),
  inTokyo("aws.logs.group", { "aws.logs.group": "/aws/vendedlogs/another" }),
  { ...inTokyo("aws.logs.group", { "aws.logs": undefined }), row: "logs" },
  withTgw("aws.logs.group", { "aws.logs": { group: "/aws/vendedlogs/vpn" } }),
  inTokyo("aws.logs.existing", { "aws.logs.existing": true }),
  inTokyo("aws.logs.retentionDays", { "aws.logs.retentionDays": 7 }),
  inTokyo("aws.logs.format", { "aws.logs.format": "text" }),
  inTokyo("aws.logs.bgp", { "aws.logs.bgp": false }),
  inTokyo("aws.alarms.topic", { "aws.alarms.topic": `${topic}:others` }),
  inTokyo("aws.alarms.topic", { "aws.alarms": undefined }),
  withSops("aws.alarms.topic", { "aws.alarms": { topic: "arn:aws:sns:us-east-1:123456789012:vpn" } }),
  inTokyo("aws.tags", { "aws.tags": { team: "network" } }),
  inTokyo("aws.tags", { "aws.tags": { team: "media", stage: "live" } }),
  inTokyo("aws.tags", { "aws.tags": undefined }),
  inTokyo("names.aws.stack", { "names.aws.stack": "another-stack" }),
  withTgw("names.aws.stack", { "names.aws.stack": "another-stack" }),
  inTokyo("names.aws.gateway", { "names.aws.gateway": "another" }),
  ...["a", "b"].flatMap((id) => [
    inTokyo(`names.aws.customerGateways.${id}`, { [`names.aws.customerGateways.${id}`]: `another-${id}` }),
    inTokyo(`names.aws.connections.${id}`, { [`names.aws.connections.${id}`]: `another-${id}` }),
  ]),
  withSops("names.aws.connections.a", { "names.aws": undefined }),
];
