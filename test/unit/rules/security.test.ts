import { testBorders } from "./borders.ts";

const vpc = "id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16]";

testBorders([
  {
    rule: "security/traffic",
    yaml: "gcp: { firewall: { allow: [%] } }",
    passes: ["icmp", "all", "tcp/1", "udp/65535", "tcp/1-65535", "udp/53-53"],
    found: ["ICMP", "tcp", "tcp/0", "tcp/65536", "tcp/2-1", "0-65535", "sctp/1", "tcp/1-", '""', "esp"],
  },
  {
    rule: "security/nothing-allowed",
    yaml: `aws: { vpcs: [{ ${vpc}, routeTables: external, securityGroups: % }] }`,
    passes: ["external", "[{ id: sg-0a1b2c3d, allow: [icmp] }]"],
    found: ["[]", "[{ id: sg-0a1b2c3d, allow: [] }]"],
  },
  {
    rule: "security/repeated",
    yaml: `aws: { vpcs: [{ ${vpc}, routeTables: external, securityGroups: [{ id: sg-0a1b2c3d, allow: [icmp] }, %] }] }`,
    passes: ["{ id: sg-1a1b2c3d, allow: [icmp] }"],
    found: ["{ id: sg-0a1b2c3d, allow: [tcp/1] }", "{ id: sg-1a1b2c3d, allow: [icmp, icmp] }"],
  },
  {
    rule: "security/ike-ports",
    yaml: "gcp: { firewall: { allow: [%] } }",
    passes: ["tcp/500", "udp/501", "udp/400-600", "udp/500-501", "all"],
    found: ["udp/500", "udp/4500", "udp/500-500"],
  },
  { rule: "security/open-range", yaml: "aws: { cidrs: [%] }", passes: ["0.0.0.0/1"], found: ["0.0.0.0/0"] },
  {
    rule: "security/rule-quota",
    yaml: `aws: { vpcs: [{ id: vpc-0a, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: % }] }\ngcp: { cidrs: [${Array.from({ length: 31 }, (_, index) => `10.128.${index}.0/24`).join(", ")}] }`,
    passes: ["external", "[]", "[{ id: sg-0a, allow: [icmp] }, { id: sg-0b, allow: [icmp] }]"],
    found: [
      "[{ id: sg-0a, allow: [icmp, tcp/1] }]",
      "[{ id: sg-0a, allow: [icmp] }, { id: sg-0b, allow: [icmp, tcp/1, tcp/2] }]",
    ],
  },
]);
