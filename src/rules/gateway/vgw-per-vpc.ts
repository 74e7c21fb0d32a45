import { oneVgwPerVpc } from "../../facts/aws.ts";
import { clashes, identityOf } from "../across-files.ts";
import { runRule } from "../rule.ts";

export const vgwPerVpc = runRule({
  id: "gateway/vgw-per-vpc",
  severity: "error",
  title: "A VPC has one virtual private gateway in all files",
  why: "A VPC takes one virtual private gateway. The stack that is created second fails at the attachment.",
  fix: "Name the same existing gateway in both files, or use a transit gateway.",
  source: oneVgwPerVpc.source,
  needs: "run",
  *check(vpns) {
    const claims = vpns.flatMap((vpn) => {
      const { gateway, region, vpcs } = vpn.config.aws;
      if (gateway.type !== "vgw") return [];
      return vpcs.map(({ id }, index) => ({
        vpn,
        at: ["aws", "vpcs", index, "id"],
        identity: identityOf(region, id),
        id,
      }));
    });
    for (const { first, other } of clashes(claims)) {
      const gateway = other.vpn.config.aws.gateway.id;
      if (gateway !== undefined && gateway === first.vpn.config.aws.gateway.id) continue;
      yield {
        file: other.vpn.file,
        at: other.at,
        message: `${other.id} gets a virtual private gateway here and another one in ${first.vpn.file}`,
        related: [{ file: first.vpn.file, at: first.at, message: "the same VPC" }],
      };
    }
  },
  bad: {
    yaml: "aws: { vpcs: [{ id: vpc-0b2c3d4e5f6071829, cidrs: [10.21.0.0/16], routeTables: external, securityGroups: external }] }",
    others: ["gcp: { cidrs: [10.129.0.0/20] }"],
    at: ["aws", "vpcs", 0, "id"],
  },
  good: { yaml: "gcp: { cidrs: [10.128.0.0/20] }", others: ["gcp: { cidrs: [10.129.0.0/20] }"] },
});
