import { testBorders } from "./borders.ts";

const tgw = "type: tgw, id: tgw-0a1b2c3d4e5f60718";
const ranges = (count: number) =>
  Array.from({ length: count }, (_, index) => `10.128.${index}.0/24`).join(", ");

testBorders([
  {
    rule: "bgp/asn-aws-range",
    yaml: "aws: { asn: % }",
    passes: [64512, 65534, 4200000000, 4294967294],
    found: [0, 7224, 10124, 64511, 65535, 4199999999, 4294967295, -1],
  },
  {
    rule: "bgp/asn-aws-range",
    yaml: "aws: { asn: %, gateway: { type: vgw, id: vgw-0a1b2c3d4e5f60718 } }",
    passes: [7224, 10124],
    found: [9059, 17493, 64511],
  },
  {
    rule: "bgp/asn-aws-range",
    yaml: "aws: { region: us-west-2, asn: %, gateway: { type: vgw, id: vgw-0a1b2c3d4e5f60718 } }",
    passes: [7224],
    found: [10124],
  },
  {
    rule: "bgp/asn-aws-range",
    yaml: `aws: { asn: %, gateway: { ${tgw} } }`,
    passes: [64512],
    found: [7224, 10124],
  },
  {
    rule: "bgp/asn-gcp-range",
    yaml: "gcp: { asn: % }",
    passes: [64512, 65534, 4200000000, 4294967294, 23456, 65535, 7224, 10124],
    found: [1, 9059, 16550, 17943, 64511, 4199999999, 65536],
  },
  {
    rule: "bgp/asn-reserved",
    yaml: "gcp: { asn: % }",
    passes: [64512, 9059, 17943, 1],
    found: [0, 7224, 10124, 23456, 65535, 4294967295],
  },
  {
    rule: "bgp/asn-reserved",
    yaml: "aws: { region: eu-west-1 }\ngcp: { asn: % }",
    passes: [10124],
    found: [9059, 7224],
  },
  {
    rule: "bgp/asn-reserved",
    yaml: "aws: { region: ap-southeast-1 }\ngcp: { asn: % }",
    passes: [9059],
    found: [17943],
  },
  {
    rule: "bgp/asn-reserved",
    yaml: "aws: { region: % }\ngcp: { asn: 10124 }",
    passes: ["toString", "eu-west-1"],
    found: ["ap-northeast-1"],
  },
  { rule: "bgp/keepalive", yaml: "gcp: { keepalive: % }", passes: [20, 60], found: [19, 61, 0] },
  {
    rule: "bgp/advertise-entry",
    yaml: "gcp: { advertise: [all-subnets, %] }",
    passes: ["10.0.0.0/8", "0.0.0.0/0", "10.1.2.3/32"],
    found: ["10.0.0.1/8", "all-subnet", '""', '"2001:db8::/32"', "10.0.0.0", "10.0.0.0/33"],
  },
  {
    rule: "bgp/advertise-session-limit",
    yaml: "gcp: { advertise: [all-subnets, %] }",
    passes: [ranges(200)],
    found: [ranges(201)],
  },
  {
    rule: "bgp/advertise-gateway-limit",
    yaml: "gcp: { advertise: [all-subnets, %] }",
    passes: [ranges(100)],
    found: [ranges(101)],
  },
  {
    rule: "bgp/advertise-gateway-limit",
    yaml: `aws: { gateway: { ${tgw} } }\ngcp: { advertise: [%] }`,
    passes: [ranges(200)],
    found: [],
  },
  {
    rule: "bgp/advertise-subnets-limit",
    yaml: "gcp: { routingMode: % }",
    passes: ["regional"],
    found: ["global"],
  },
  {
    rule: "bgp/advertise-subnets-limit",
    yaml: "gcp: { routingMode: global, advertise: [%] }",
    passes: ["10.0.0.0/8"],
    found: ["all-subnets"],
  },
  {
    rule: "bgp/advertise-subnets-limit",
    yaml: "aws: { gateway: { % } }\ngcp: { routingMode: global }",
    passes: [tgw],
    found: ["type: vgw"],
  },
  {
    rule: "bgp/advertise-default",
    yaml: "gcp: { advertise: [all-subnets, %] }",
    passes: ["0.0.0.0/1"],
    found: ["0.0.0.0/0", "10.0.0.0/0"],
  },
  {
    rule: "bgp/advertise-overlap",
    yaml: "gcp: { advertise: [all-subnets, %] }",
    passes: ["10.20.0.0/15", "10.21.0.0/16", "10.19.0.0/16"],
    found: ["10.20.0.0/16", "10.20.255.0/24"],
  },
  {
    rule: "bgp/advertise-overlap",
    yaml: "aws: { cidrs: [%] }\ngcp: { advertise: [all-subnets, 10.99.0.0/16] }",
    passes: ["0.0.0.0/0", "10.98.0.0/16"],
    found: ["10.0.0.0/8", "10.99.0.0/16"],
  },
  {
    rule: "bgp/advertise-public",
    yaml: "gcp: { advertise: [all-subnets, %] }",
    passes: [
      "10.0.0.0/8",
      "172.16.0.0/12",
      "192.168.0.0/16",
      "100.64.0.0/10",
      "35.199.192.0/19",
      "199.36.153.8/30",
      "199.36.153.4/30",
      "0.0.0.0/0",
      "128.0.0.0/1",
    ],
    found: ["34.0.0.0/8", "172.32.0.0/16", "172.15.0.0/16", "100.128.0.0/16", "35.199.192.0/20"],
  },
  {
    rule: "bgp/not-advertised",
    yaml: "gcp: { advertise: [%] }",
    passes: ["all-subnets", "10.128.0.0/20", "10.0.0.0/8", "10.128.8.0/21, 10.128.0.0/21"],
    found: ["10.128.0.0/21", "10.128.16.0/20", "10.128.0.0/22, 10.128.8.0/21", "nonsense"],
  },
  { rule: "bgp/router-nat", yaml: "gcp: { router: { existing: % } }", passes: ["false"], found: ["true"] },
  {
    rule: "bgp/bfd",
    yaml: "gcp: { bfd: % }",
    passes: [],
    found: ["true", "false", "null-like", "{ interval: 300 }"],
  },
]);
