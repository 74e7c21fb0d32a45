import { testBorders } from "./borders.ts";

const tgw = "type: tgw, id: tgw-0a1b2c3d4e5f60718";
const vpc = "id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16]";
const outside = "routeTables: external, securityGroups: external";

testBorders([
  // A fifth block is the matter of addressing/inside-count.
  {
    rule: "addressing/inside-block",
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, %] }",
    passes: ["169.254.11.4/30, ten"],
    found: ["ten, 169.254.11.4/30"],
  },
  {
    rule: "addressing/cidr-overlap",
    yaml: "aws: { cidrs: [10.99.0.64/26] }\ngcp: { cidrs: [%] }",
    passes: ["10.99.0.0/26", "10.99.0.0/27", "10.99.0.128/25"],
    found: ["10.99.0.0/25", "10.99.0.96/27"],
  },
  {
    rule: "addressing/inside-count",
    yaml: "tunnels: { insideCidrs: [%] }",
    passes: ["169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30"],
    found: [
      "",
      "169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30",
      "169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, 169.254.11.4/30, 169.254.11.8/30",
    ],
  },
  {
    rule: "addressing/inside-block",
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, %] }",
    passes: ["169.254.11.4/30", "169.254.255.252/30", "169.254.0.4/30"],
    found: [
      "169.254.11.5/30",
      "169.254.11.6/30",
      "169.254.11.4/29",
      "169.254.11.4/31",
      "169.253.255.252/30",
      "169.255.0.0/30",
      "10.0.0.0/30",
      "169.254.11.4",
      '""',
    ],
  },
  {
    rule: "addressing/inside-reserved",
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, %] }",
    passes: [
      "169.254.0.4/30",
      "169.254.5.4/30",
      "169.254.6.0/30",
      "169.254.169.248/30",
      "169.254.170.0/30",
      "169.254.0.0/16",
    ],
    found: [
      "169.254.0.0/30",
      "169.254.1.0/30",
      "169.254.2.0/30",
      "169.254.3.0/30",
      "169.254.4.0/30",
      "169.254.5.0/30",
      "169.254.169.252/30",
    ],
  },
  {
    rule: "addressing/inside-distinct",
    yaml: "tunnels: { insideCidrs: [169.254.10.0/30, 169.254.10.4/30, 169.254.11.0/30, %] }",
    passes: ["169.254.11.4/30", "169.254.10.8/30"],
    found: ["169.254.10.0/30", "169.254.10.4/30", "169.254.11.0/30", "169.254.11.1/30"],
  },
  { rule: "addressing/ipv6", yaml: "tunnels: { ipVersion: % }", passes: [4], found: [6, 5, 0] },
  {
    rule: "addressing/cidr-valid",
    yaml: "gcp: { cidrs: [%] }",
    passes: ["10.0.0.0/8", "0.0.0.0/0", "10.1.2.3/32"],
    found: ["10.0.0.1/8", "10.0.0.0", '""', '"::/0"', "10.0.0.0/33", "10.0.0.0/031"],
  },
  {
    rule: "addressing/cidr-valid",
    yaml: `aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [%], ${outside} }] }`,
    passes: ["10.0.0.0/16"],
    found: ["10.0.0.1/16"],
  },
  {
    rule: "addressing/cidr-missing",
    yaml: `aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [%], ${outside} }] }`,
    passes: ["10.0.0.0/16"],
    found: [""],
  },
  {
    rule: "addressing/cidr-repeated",
    yaml: "aws: { cidrs: [10.40.0.0/16, %] }",
    passes: ["10.41.0.0/16"],
    found: ["10.40.0.0/16"],
  },
  {
    rule: "addressing/cidr-repeated",
    yaml: "gcp: { advertise: [all-subnets, %] }",
    passes: ["10.41.0.0/16"],
    found: ["all-subnets"],
  },
  {
    rule: "addressing/cidr-repeated",
    yaml: `aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.0.0.0/16, %], ${outside} }] }`,
    passes: ["10.1.0.0/16"],
    found: ["10.0.0.0/16"],
  },
  {
    rule: "addressing/cidr-overlap",
    yaml: "gcp: { cidrs: [%] }",
    passes: ["10.19.0.0/16", "10.21.0.0/16", "0.0.0.0/0"],
    found: ["10.20.0.0/16", "10.20.0.0/15", "10.20.255.255/32", "10.0.0.0/8"],
  },
  {
    rule: "addressing/cidr-overlap",
    yaml: "aws: { cidrs: [%] }",
    passes: ["10.127.0.0/16", "10.128.16.0/20", "0.0.0.0/0"],
    found: ["10.128.0.0/9", "10.128.15.0/24"],
  },
  {
    rule: "addressing/vpc-overlap",
    yaml: `aws: { gateway: { ${tgw} }, vpcs: [{ ${vpc}, ${outside} }, { id: vpc-0b2c3d4e5f6071829, cidrs: [%], ${outside} }] }`,
    passes: ["10.21.0.0/16", "10.19.0.0/16, 10.19.4.0/24", "10.19.0.0/16, 10.19.0.0/16"],
    found: ["10.20.0.0/16", "10.20.1.0/24", "10.16.0.0/12"],
  },
  {
    rule: "addressing/vpc-size",
    yaml: `aws: { vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [%], ${outside} }] }`,
    passes: ["10.0.0.0/16", "10.0.0.0/28", "0.0.0.0/0", "nonsense"],
    found: ["10.0.0.0/15", "10.0.0.0/29"],
  },
  {
    rule: "addressing/docker",
    yaml: "aws: { cidrs: [%] }",
    passes: ["172.16.0.0/16", "172.18.0.0/16", "0.0.0.0/0"],
    found: ["172.17.0.0/16", "172.17.9.0/24", "172.16.0.0/12"],
  },
  {
    rule: "addressing/unroutable",
    yaml: "aws: { cidrs: [%] }",
    passes: ["1.0.0.0/8", "126.0.0.0/8", "128.0.0.0/8", "169.253.0.0/16", "223.0.0.0/8", "0.0.0.0/0"],
    found: [
      "0.0.0.0/8",
      "127.0.0.1/32",
      "169.254.1.0/24",
      "224.0.0.0/4",
      "239.0.0.0/8",
      "240.0.0.0/8",
      "255.255.255.255/32",
    ],
  },
  {
    rule: "addressing/public-range",
    yaml: "aws: { cidrs: [%] }",
    passes: ["10.0.0.0/8", "0.0.0.0/0", "100.100.0.0/16", "169.254.0.0/16"],
    found: ["11.0.0.0/8", "9.255.0.0/16", "192.169.0.0/16"],
  },
]);
