import { duplicateErrors } from "../../facts/aws-network.ts";
import { clashes, identityOf } from "../across-files.ts";
import { runRule } from "../rule.ts";

export const routeTwice = runRule({
  id: "routing/route-twice",
  severity: "error",
  title: "One file makes a route table's route to a Google Cloud range",
  why: "AWS refuses a second route for the same range (`RouteAlreadyExists`), and the second stack is rolled back. One route to the transit gateway serves both VPNs.",
  fix: "Write routeTables: external in one of the files.",
  source: duplicateErrors.source,
  needs: "run",
  *check(vpns) {
    const claims = vpns.flatMap((vpn) => {
      const { gateway, region, vpcs } = vpn.config.aws;
      // Routes to a virtual private gateway are propagated, not made.
      if (gateway.type !== "tgw") return [];
      return vpcs.flatMap(({ routeTables }, index) =>
        routeTables === "external"
          ? []
          : routeTables.map((id, table) => ({
              vpn,
              at: ["aws", "vpcs", index, "routeTables", table],
              identity: identityOf(region, id),
              id,
            })),
      );
    });
    for (const { first, other } of clashes(claims)) {
      const range = other.vpn.config.gcp.cidrs.find((cidr) => first.vpn.config.gcp.cidrs.includes(cidr));
      if (range === undefined) continue;
      yield {
        file: other.vpn.file,
        at: other.at,
        message: `${other.id} gets a route to ${range} here and in ${first.vpn.file}`,
        related: [{ file: first.vpn.file, at: first.at, message: "the same table" }],
      };
    }
  },
  bad: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }",
    others: [
      "aws: { asn: 65000, gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: [rtb-0a1b2c3d4e5f60718], securityGroups: external }] }",
    ],
    at: ["aws", "vpcs", 0, "routeTables", 0],
  },
  good: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 } }",
    others: [
      "aws: { asn: 65000, gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }",
    ],
  },
});
