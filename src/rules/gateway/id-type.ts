import { resourceIdDigits } from "../../facts/aws.ts";
import { matches } from "../pattern.ts";
import { sectionRule } from "../rule.ts";
import { shown } from "../shown.ts";

export const idType = sectionRule({
  id: "gateway/id-type",
  severity: "error",
  title: "The id of an existing gateway is one of its type",
  why: "CloudFormation is given the id as that of a virtual private gateway or of a transit gateway, and AWS does not find it.",
  fix: "Correct the type or the id.",
  source: resourceIdDigits.source,
  needs: ["aws"],
  *check({ aws: { gateway } }) {
    const { type, id } = gateway;
    if (id === undefined || matches(id, `^${type}-${resourceIdDigits.value}$`)) return;
    yield {
      at: ["aws", "gateway", "id"],
      message: `${shown(id)} is no id of a ${type}: ${type}- and 17 (once 8) digits of 0-9 and a-f`,
      related: [{ at: ["aws", "gateway", "type"], message: "the type" }],
    };
  },
  bad: {
    yaml: "aws: { gateway: { type: vgw, id: tgw-0a1b2c3d4e5f60718 } }",
    at: ["aws", "gateway", "id"],
  },
  good: { yaml: "aws: { gateway: { type: vgw, id: vgw-0a1b2c3d4e5f60718 } }" },
});
