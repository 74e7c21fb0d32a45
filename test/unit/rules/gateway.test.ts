import { testBorders } from "./borders.ts";

const tgw = "type: tgw, id: tgw-0a1b2c3d4e5f60718";
const vpc = "id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16]";
const outside = "routeTables: external, securityGroups: external";

testBorders([
  {
    rule: "gateway/acceleration",
    yaml: "aws: { gateway: { acceleration: % } }",
    passes: [],
    found: ["true", "false"],
  },
  {
    rule: "gateway/id-type",
    yaml: "aws: { gateway: { type: vgw, id: % } }",
    passes: ["vgw-0a1b2c3d4e5f60718", "vgw-0a1b2c3d"],
    found: [
      "tgw-0a1b2c3d4e5f60718",
      "vgw-0a1b2c3d4e5f6071",
      "vgw-0A1b2c3d",
      "xvgw-0a1b2c3d",
      "vgw-0a1b2c3dx",
    ],
  },
  {
    rule: "gateway/bandwidth",
    yaml: "aws: { gateway: { type: vgw, bandwidth: % } }",
    passes: ["standard"],
    found: ["large", "Standard", "huge"],
  },
  {
    rule: "gateway/bandwidth",
    yaml: `aws: { gateway: { ${tgw}, bandwidth: % } }`,
    passes: ["standard", "large"],
    found: ["Large"],
  },
  {
    rule: "gateway/large-region",
    yaml: `aws: { region: %, gateway: { ${tgw}, bandwidth: large } }`,
    passes: ["ap-northeast-1", "eu-central-1"],
    found: ["ap-southeast-4", "ca-west-1", "eu-central-2", "il-central-1", "me-central-1"],
  },
  {
    rule: "gateway/large-region",
    yaml: `aws: { region: ca-west-1, gateway: { ${tgw}, bandwidth: % } }`,
    passes: ["standard"],
    found: ["large"],
  },
  {
    rule: "gateway/route-tables",
    yaml: "aws: { gateway: { %, routeTables: {} } }",
    passes: [tgw],
    found: ["type: tgw", "type: vgw", "type: vgw, id: vgw-0a1b2c3d"],
  },
  {
    rule: "gateway/unattached",
    yaml: `aws: { gateway: { type: tgw }, vpcs: [{ ${vpc}, %, securityGroups: external }] }`,
    passes: [
      "routeTables: external",
      "routeTables: []",
      "routeTables: [rtb-0a1b2c3d], subnets: [subnet-0a1b2c3d]",
    ],
    found: ["routeTables: [rtb-0a1b2c3d]", "routeTables: [rtb-0a1b2c3d], subnets: []"],
  },
  {
    rule: "gateway/unattached",
    yaml: `aws: { gateway: { % }, vpcs: [{ ${vpc}, routeTables: [rtb-0a1b2c3d], securityGroups: external }] }`,
    passes: [tgw, "type: vgw"],
    found: ["type: tgw"],
  },
  {
    rule: "gateway/vgw-one-vpc",
    yaml: `aws: { gateway: { % }, vpcs: [{ ${vpc}, ${outside} }, { ${vpc}, ${outside} }] }`,
    passes: [tgw],
    found: ["type: vgw"],
  },
  {
    rule: "gateway/vgw-account",
    yaml: `aws: { gateway: { % }, vpcs: [{ ${vpc}, ${outside}, account: "210987654321" }] }`,
    passes: [tgw],
    found: ["type: vgw"],
  },
  {
    rule: "gateway/account-missing",
    yaml: `aws: { gateway: { % }, vpcs: [{ ${vpc}, ${outside}, account: "210987654321" }] }`,
    passes: ["type: vgw"],
    found: [tgw],
  },
  {
    rule: "gateway/account-missing",
    yaml: `aws: { gateway: { ${tgw} }, vpcs: [{ ${vpc}, ${outside} % }] }`,
    passes: [""],
    found: [', account: "210987654321"'],
  },
  {
    rule: "gateway/vgw-subnets",
    yaml: `aws: { gateway: { % }, vpcs: [{ ${vpc}, ${outside}, subnets: [] }] }`,
    passes: [tgw],
    found: ["type: vgw"],
  },
]);
