import { duplicateErrors } from "../../facts/aws-network.ts";
import { clashes, identityOf } from "../across-files.ts";
import { runRule } from "../rule.ts";

export const attachedTwice = runRule({
  id: "gateway/attached-twice",
  severity: "error",
  title: "One file attaches a VPC to a transit gateway",
  why: "AWS refuses the second attachment (`DuplicateTransitGatewayAttachment`), and the second stack is rolled back.",
  fix: "Leave the subnets out of one of the files.",
  source: duplicateErrors.source,
  needs: "run",
  *check(vpns) {
    const claims = vpns.flatMap((vpn) => {
      const { gateway, region, vpcs } = vpn.config.aws;
      return vpcs.flatMap(({ id, subnets = [] }, index) => {
        const attached = gateway.type === "tgw" && gateway.id !== undefined && subnets.length > 0;
        const at = ["aws", "vpcs", index, "subnets"];
        return attached ? [{ vpn, at, identity: identityOf(region, gateway.id ?? "", id), id }] : [];
      });
    });
    for (const { first, other } of clashes(claims)) {
      yield {
        file: other.vpn.file,
        at: other.at,
        message: `${other.id} is attached here and in ${first.vpn.file} to the same transit gateway`,
        related: [{ file: first.vpn.file, at: first.at, message: "attached here too" }],
      };
    }
  },
  bad: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], subnets: [subnet-0a1b2c3d4e5f60718], routeTables: external, securityGroups: external }] }",
    others: [
      "aws: { asn: 65000, gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], subnets: [subnet-0a1b2c3d4e5f60718], routeTables: external, securityGroups: external }] }",
    ],
    at: ["aws", "vpcs", 0, "subnets"],
  },
  good: {
    yaml: "aws: { gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], subnets: [subnet-0a1b2c3d4e5f60718], routeTables: external, securityGroups: external }] }",
    others: [
      "aws: { asn: 65000, gateway: { type: tgw, id: tgw-0a1b2c3d4e5f60718 }, vpcs: [{ id: vpc-0a1b2c3d4e5f60718, cidrs: [10.20.0.0/16], routeTables: external, securityGroups: external }] }",
    ],
  },
});
