import { expect, test } from "vitest";
import { baseExample } from "../../../src/rules/base-example.ts";
import { topologyOf } from "../../support/examples.ts";

const icmp = { protocol: "icmp", fromPort: 0, toPort: 0 };
const https = { protocol: "tcp", fromPort: 443, toPort: 443 };

/** Everything that can be left out is given, and is another value than the default. */
const whole = `version: 1
name: osaka
aws:
  region: ap-northeast-3
  account: "123456789012"
  asn: 65010
  gateway:
    type: tgw
    id: tgw-0a1b2c3d
    bandwidth: large
    routeTables: { associate: tgw-rtb-0a1b2c3d, propagate: [tgw-rtb-1a1b2c3d] }
  vpcs:
    - id: vpc-0a1b2c3d
      account: "123456789012"
      cidrs: [10.20.0.0/16, 10.21.0.0/16]
      subnets: [subnet-0a1b2c3d]
      routeTables: external
      securityGroups: external
    - id: vpc-1a1b2c3d
      account: "210987654321"
      cidrs: [10.22.0.0/16]
      routeTables: [rtb-0a1b2c3d]
      securityGroups: [{ id: sg-0a1b2c3d, allow: [tcp/443, tcp:80] }]
  cidrs: [10.30.0.0/16, 10.20.0.0/16]
  tunnelOptions: script
  logs: { group: vpn, existing: true, retentionDays: 30, format: text, bgp: false }
  alarms: { topic: "arn:aws:sns:ap-northeast-3:123456789012:a" }
  tags: { team: media, env: prod, tier: one }
gcp:
  project: media-prod
  region: asia-northeast2
  asn: 64520
  network: prod
  router: { name: r, existing: true }
  gateway: { name: g, existing: true }
  cidrs: [10.128.0.0/20, 10.129.0.0/20]
  advertise: [10.128.0.0/16, all-subnets, 10.129.0.0/16]
  keepalive: 60
  firewall: external
  labels: { team: media, env: prod, tier: one }
ipsec:
  lifetimes: { phase1: 20000, phase2: 3000 }
  rekey: { margin: 100, fuzz: 50 }
  dpd: { timeout: 40, action: clear }
  replayWindow: 128
  startup: add
preSharedKeys:
  source: sops
  sops: { file: keys.enc.yaml }
  aws: { secrets: "a/{tunnel}", storage: Standard, kmsKey: alias/vpn }
  gcp: { secrets: "g-{tunnel}", project: media-keys, locations: [us-east4] }
workloads: [{ name: api, on: fargate }, { name: batch, on: ec2, mtu: 1400 }]
output:
  terraform: { form: module, backend: { gcs: { bucket: state, prefix: vpn } }, impersonate: t@p.iam.gserviceaccount.com }
`;
const sorted = [
  { key: "env", value: "prod" },
  { key: "team", value: "media" },
  { key: "tier", value: "one" },
];

test("the AWS side has what the file gives", () => {
  expect(topologyOf(whole).aws).toEqual({
    region: "ap-northeast-3",
    account: "123456789012",
    asn: 65010,
    stackName: "osaka-vpn",
    gateway: {
      type: "tgw",
      name: "osaka",
      origin: { existing: true, id: "tgw-0a1b2c3d" },
      associate: "tgw-rtb-0a1b2c3d",
      propagate: ["tgw-rtb-1a1b2c3d"],
      bandwidth: "large",
    },
    vpcs: [
      {
        id: "vpc-0a1b2c3d",
        cidrs: ["10.20.0.0/16", "10.21.0.0/16"],
        account: "",
        subnets: ["subnet-0a1b2c3d"],
        routeTables: [],
        routeTablesExternal: true,
        securityGroups: [],
        securityGroupsExternal: true,
      },
      {
        id: "vpc-1a1b2c3d",
        cidrs: ["10.22.0.0/16"],
        account: "210987654321",
        subnets: [],
        routeTables: ["rtb-0a1b2c3d"],
        routeTablesExternal: false,
        securityGroups: [{ id: "sg-0a1b2c3d", allow: [https] }],
        securityGroupsExternal: false,
      },
    ],
    cidrs: ["10.20.0.0/16", "10.21.0.0/16", "10.22.0.0/16", "10.30.0.0/16"],
    optionsOwner: "script",
    logs: { enabled: true, group: "vpn", create: false, retentionDays: 30, format: "text", bgp: false },
    alarmTopic: "arn:aws:sns:ap-northeast-3:123456789012:a",
    tags: sorted,
  });
});

test("the Google Cloud side has what the file gives", () => {
  expect(topologyOf(whole).gcp).toEqual({
    project: "media-prod",
    region: "asia-northeast2",
    asn: 64520,
    network: "prod",
    router: { name: "r", existing: true },
    gateway: { name: "g", existing: true },
    externalGatewayName: "osaka-aws",
    firewall: { external: true, name: "", allow: [] },
    cidrs: ["10.128.0.0/20", "10.129.0.0/20"],
    labels: sorted,
  });
});

test("timers, sessions, keys, workloads and output are what the file gives", () => {
  expect(topologyOf(whole)).toMatchObject({
    name: "osaka",
    options: {
      phase1Lifetime: 20000,
      phase2Lifetime: 3000,
      rekeyMargin: 100,
      rekeyFuzz: 50,
      replayWindow: 128,
      dpdTimeout: 40,
      dpdAction: "clear",
      startup: "add",
    },
    bgp: {
      keepalive: 60,
      holdTime: 30,
      advertiseAllSubnets: true,
      advertisedRanges: ["10.128.0.0/16", "10.129.0.0/16"],
      priority: 100,
    },
    keys: {
      source: "sops",
      awsStorage: "Standard",
      awsKmsKey: "alias/vpn",
      gcpProject: "media-keys",
      gcpLocations: ["us-east4"],
    },
    workloads: [
      { name: "api", platform: "fargate", mtu: 0 },
      { name: "batch", platform: "ec2", mtu: 1400 },
    ],
    output: {
      terraformForm: "module",
      stateBucket: "state",
      statePrefix: "vpn",
      impersonate: "t@p.iam.gserviceaccount.com",
    },
  });
});

test("what the smallest file leaves out is empty, or has its default", () => {
  const { aws, gcp, bgp, keys, workloads, output } = topologyOf(baseExample);
  expect(aws).toMatchObject({
    account: "",
    gateway: { origin: { existing: false }, associate: "", propagate: [], bandwidth: "standard" },
    vpcs: [{ account: "", subnets: [], routeTables: ["rtb-0a1b2c3d4e5f60718"], routeTablesExternal: false }],
    cidrs: ["10.20.0.0/16"],
    optionsOwner: "template",
    logs: { enabled: false, group: "", create: false, format: "json", bgp: false },
    alarmTopic: "",
    tags: [],
  });
  expect(gcp).toMatchObject({
    router: { name: "tokyo", existing: false },
    gateway: { name: "tokyo", existing: false },
    firewall: { external: false, name: "tokyo-from-aws", allow: [https, icmp] },
    labels: [],
  });
  expect(bgp).toMatchObject({ keepalive: 20, holdTime: 30, advertiseAllSubnets: true, advertisedRanges: [] });
  expect(keys).toEqual({
    source: "generated",
    sopsFile: "",
    awsStorage: "SecretsManager",
    awsKmsKey: "",
    gcpProject: "media-prod",
    gcpLocations: [],
  });
  expect([workloads, output]).toEqual([
    [],
    { terraformForm: "root", stateBucket: "", statePrefix: "", impersonate: "" },
  ]);
});

test("a log group is created unless it exists, and gets BGP events unless they are refused", () => {
  const logs = (given: string) =>
    topologyOf(baseExample.replace("  asn: 65000", `  asn: 65000\n  logs: { ${given} }`)).aws.logs;
  expect(logs("group: vpn")).toMatchObject({ enabled: true, group: "vpn", create: true, bgp: true });
  expect(logs("group: vpn, existing: true")).toMatchObject({ enabled: true, create: false });
});

test("a VPC of a declared account is another account's where the gateway's is not declared", () => {
  const text = baseExample.replace("      cidrs:", '      account: "210987654321"\n      cidrs:');
  expect(topologyOf(text).aws.vpcs[0]?.account).toBe("210987654321");
});

test.each([
  ["tcp/443", [https, icmp]],
  ["icmp, tcp/443", [icmp, https]],
  ["all", [{ protocol: "all", fromPort: 0, toPort: 0 }]],
  ["", [icmp]],
])("the firewall that allows %j lets ICMP in once", (allow, expected) => {
  const text = baseExample.replace(/firewall: .*/, `firewall: { allow: [${allow}] }`);
  expect(topologyOf(text).gcp.firewall).toMatchObject({ allow: expected });
});

test("the hold time is three keepalives, and at most AWS's", () => {
  const holdTime = (keepalive: number) =>
    topologyOf(baseExample.replace("  network:", `  keepalive: ${keepalive}\n  network:`)).bgp.holdTime;
  expect([9, 10, 11].map(holdTime)).toEqual([27, 30, 30]);
});

test("without all-subnets, ranges alone are advertised", () => {
  const { bgp } = topologyOf(baseExample.replace("  network:", "  advertise: [10.128.0.0/16]\n  network:"));
  expect(bgp).toMatchObject({ advertiseAllSubnets: false, advertisedRanges: ["10.128.0.0/16"] });
});

test("an inside CIDR that cannot be read leaves a tunnel with addresses all the same", () => {
  const { tunnels } = topologyOf(`${baseExample}tunnels: { insideCidrs: [none, 169.254.10.4/30] }\n`);
  expect(tunnels.map(({ insideCidr, awsInside }) => [insideCidr, awsInside])).toEqual([
    ["0.0.0.0/30", "0.0.0.1"],
    ["169.254.10.4/30", "169.254.10.5"],
    ["169.254.125.152/30", "169.254.125.153"],
    ["169.254.125.156/30", "169.254.125.157"],
  ]);
});

test("tunnels have the names of their secrets and resources", () => {
  const { tunnels, connections } = topologyOf(whole);
  expect(
    tunnels.map(({ id, connection, awsSecret, gcpSecret }) => [id, connection, awsSecret, gcpSecret]),
  ).toEqual([
    ["a1", "a", "a/a1", "g-a1"],
    ["a2", "a", "a/a2", "g-a2"],
    ["b1", "b", "a/b1", "g-b1"],
    ["b2", "b", "a/b2", "g-b2"],
  ]);
  expect(tunnels[3]?.names).toEqual({ tunnel: "osaka-b2", interface: "osaka-b2", peer: "osaka-b2" });
  expect(connections.map(({ name, customerGatewayName }) => [name, customerGatewayName])).toEqual([
    ["osaka-a", "osaka-a"],
    ["osaka-b", "osaka-b"],
  ]);
});

test.each([
  ["keys.yaml", "generated", "../../keys.yaml"],
  ["keys/a.yaml", "./out//vpn/.", "../../../keys/a.yaml"],
  ["keys.yaml", ".", "../keys.yaml"],
  ["/keys.yaml", "generated", "/keys.yaml"],
])("the sops file %s is where the artifacts in %s find it", (file, directory, seen) => {
  const text = `${baseExample}preSharedKeys: { source: sops, sops: { file: ${file} } }\noutput: { directory: ${directory} }\n`;
  expect(topologyOf(text).keys.sopsFile).toBe(seen);
});
