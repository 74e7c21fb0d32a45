import { duplicateErrors } from "../../facts/aws-network.ts";
import { allowLists } from "../allow-lists.ts";
import { placed } from "../placed.ts";
import { repeated as repeatedEntries } from "../repeated.ts";
import { sectionRule } from "../rule.ts";

export const repeated = sectionRule({
  id: "security/repeated",
  severity: "error",
  title: "No security group, and nothing that it allows, is listed twice",
  why: "AWS refuses the second rule (`InvalidPermission.Duplicate`), and the stack is rolled back.",
  fix: "Remove one of the two.",
  source: duplicateErrors.source,
  needs: ["aws", "gcp"],
  *check(sides) {
    const groups = sides.aws.vpcs.flatMap(({ securityGroups }, index) =>
      securityGroups === "external"
        ? []
        : securityGroups.map(({ id }, group) => ({
            at: ["aws", "vpcs", index, "securityGroups", group, "id"],
            value: id,
          })),
    );
    yield* repeatedEntries(groups, "security group");
    for (const { at, allow } of allowLists(sides)) yield* repeatedEntries(placed(at, allow), "entry");
  },
  bad: {
    yaml: "gcp: { firewall: { allow: [tcp/443, icmp, tcp/443] } }",
    at: ["gcp", "firewall", "allow", 2],
  },
  good: { yaml: "gcp: { firewall: { allow: [tcp/443, icmp, udp/443] } }" },
});
