import { testBorders } from "./borders.ts";

const tgw = "type: tgw, id: tgw-0a1b2c3d4e5f60718";
const vpc = "id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16]";
const outside = "routeTables: external, securityGroups: external";

testBorders([
  {
    rule: "routing/table-repeated",
    yaml: `aws: { vpcs: [{ ${vpc}, ${outside} }, { id: vpc-1a1b2c3d, cidrs: [10.21.0.0/16], ${outside} % }] }`,
    passes: ["", ", subnets: [subnet-0a1b2c3d]"],
    found: [", subnets: [subnet-0a1b2c3d, subnet-0a1b2c3d]"],
  },
  {
    rule: "routing/no-tables",
    yaml: `aws: { vpcs: [{ ${vpc}, securityGroups: external, routeTables: % }] }`,
    passes: ["external", "[rtb-0a1b2c3d]"],
    found: ["[]"],
  },
  {
    rule: "routing/table-repeated",
    yaml: `aws: { vpcs: [{ ${vpc}, ${outside}, subnets: [subnet-0a1b2c3d, %] }] }`,
    passes: ["subnet-1a1b2c3d"],
    found: ["subnet-0a1b2c3d"],
  },
  {
    rule: "routing/table-repeated",
    yaml: `aws: { gateway: { ${tgw}, routeTables: { propagate: [tgw-rtb-0a1b2c3d, %] } } }`,
    passes: ["tgw-rtb-1a1b2c3d"],
    found: ["tgw-rtb-0a1b2c3d"],
  },
  {
    rule: "routing/tgw-defaults",
    yaml: "aws: { gateway: { type: tgw, % } }",
    passes: [
      "routeTables: {}",
      "id: tgw-0a, routeTables: { associate: tgw-rtb-0a, propagate: [tgw-rtb-0b] }",
    ],
    found: [
      "id: tgw-0a",
      "id: tgw-0a, routeTables: {}",
      "id: tgw-0a, routeTables: { associate: tgw-rtb-0a }",
      "id: tgw-0a, routeTables: { propagate: [tgw-rtb-0b] }",
    ],
  },
  {
    rule: "routing/tgw-defaults",
    yaml: "aws: { gateway: { type: %, id: x-0a } }",
    passes: ["vgw"],
    found: ["tgw"],
  },
]);
