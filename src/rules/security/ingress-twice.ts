import { duplicateErrors } from "../../facts/aws-network.ts";
import { clashes, identityOf } from "../across-files.ts";
import { runRule } from "../rule.ts";

export const ingressTwice = runRule({
  id: "security/ingress-twice",
  severity: "error",
  title: "One file opens a security group for the same traffic",
  why: "AWS refuses the second rule (`InvalidPermission.Duplicate`), and the second stack is rolled back.",
  fix: "Write securityGroups: external in one of the files.",
  source: duplicateErrors.source,
  needs: "run",
  *check(vpns) {
    const claims = vpns.flatMap((vpn) =>
      vpn.config.aws.vpcs.flatMap(({ securityGroups }, index) =>
        securityGroups === "external"
          ? []
          : securityGroups.map(({ id, allow }, group) => ({
              vpn,
              at: ["aws", "vpcs", index, "securityGroups", group],
              identity: identityOf(vpn.config.aws.region, id),
              id,
              allow,
            })),
      ),
    );
    for (const { first, other } of clashes(claims)) {
      const entry = other.allow.find((one) => first.allow.includes(one));
      const range = other.vpn.config.gcp.cidrs.find((one) => first.vpn.config.gcp.cidrs.includes(one));
      if (entry === undefined || range === undefined) continue;
      yield {
        file: other.vpn.file,
        at: other.at,
        message: `${other.id} is opened for ${entry} from ${range} here and in ${first.vpn.file}`,
        related: [{ file: first.vpn.file, at: first.at, message: "opened here too" }],
      };
    }
  },
  bad: {
    yaml: "name: first",
    others: [
      "aws: { vpcs: [{ id: vpc-0b2c3d4e5f6071829, cidrs: [10.21.0.0/16], routeTables: external, securityGroups: [{ id: sg-0a1b2c3d4e5f60718, allow: [tcp/443] }] }] }",
    ],
    at: ["aws", "vpcs", 0, "securityGroups", 0],
  },
  good: {
    yaml: "name: first",
    others: [
      "aws: { vpcs: [{ id: vpc-0b2c3d4e5f6071829, cidrs: [10.21.0.0/16], routeTables: external, securityGroups: [{ id: sg-0a1b2c3d4e5f60718, allow: [tcp/8443] }] }] }",
    ],
  },
});
