import { testBorders } from "./borders.ts";

const vpc = "id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16]";

testBorders([
  { rule: "mtu/network-mtu", yaml: "gcp: { networkMtu: null, keepalive: % }", passes: [20], found: [] },
  {
    rule: "mtu/fixed-platform",
    yaml: "workloads: [{ name: api, on: % }]",
    passes: ["ecs-ec2", "gce", '""'],
    found: ["fargate", "Fargate"],
  },
  {
    rule: "mtu/workload-mtu",
    yaml: "workloads: [{ name: api, on: ec2, mtu: % }]",
    passes: [1406, 1280],
    found: [1407, 9001],
  },
  {
    rule: "mtu/workload-mtu",
    yaml: "ipsec: { encryption: AES256 }\nworkloads: [{ name: api, on: ec2, mtu: % }]",
    passes: [1390],
    found: [1391, 1406],
  },
  {
    rule: "mtu/workload-mtu-value",
    yaml: "workloads: [{ name: api, on: ec2, mtu: % }]",
    passes: [68, 65535],
    found: [67, 0, -1, 65536],
  },
  { rule: "mtu/network-mtu", yaml: "gcp: { networkMtu: % }", passes: [1300, 8896], found: [1299, 8897] },
  {
    rule: "mtu/jumbo-network",
    yaml: "gcp: { networkMtu: % }",
    passes: [1460, 1500, 8897],
    found: [1501, 8896],
  },
  {
    rule: "mtu/firewall-icmp",
    yaml: "gcp: { firewall: % }",
    passes: ["external", "{ allow: [icmp] }", "{ allow: [all] }", "{ allow: [] }", "{ allow: [ping] }"],
    found: ["{ allow: [tcp/443] }"],
  },
  {
    rule: "mtu/security-group-icmp",
    yaml: `aws: { vpcs: [{ ${vpc}, routeTables: external, securityGroups: [{ id: sg-0a1b2c3d, allow: [%] }] }] }`,
    passes: ["icmp", "all", "", "tcp/1, icmp", "tcp/1, ping"],
    found: ["tcp/443", "tcp/1, udp/1"],
  },
]);
