import { chinaRegions } from "../../facts/aws-network.ts";
import { sectionRule } from "../rule.ts";

export const awsChina = sectionRule({
  id: "naming/aws-china",
  severity: "error",
  title: "The AWS China regions cannot set the tunnel options",
  why: "CloudFormation's schema in the China regions lacks nearly all options of a tunnel, so the stack cannot be created; with AWS's defaults in their place the tunnels fail at a rekey.",
  fix: "Use a region outside AWS China, such as ap-northeast-1.",
  source: chinaRegions.source,
  needs: ["aws"],
  *check({ aws: { region } }) {
    if (!region.startsWith(chinaRegions.value.regionPrefix)) return;
    yield {
      at: ["aws", "region"],
      message: `${region} is a region of AWS China, whose CloudFormation cannot set the tunnel options`,
    };
  },
  bad: { yaml: "aws: { region: cn-north-1 }", at: ["aws", "region"] },
  good: { yaml: "aws: { region: ap-east-1 }" },
});
