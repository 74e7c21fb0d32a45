import { proposalChoice } from "../../facts/aws.ts";
import { sectionRule } from "../rule.ts";

export const optionsUnset = sectionRule({
  id: "output/options-unset",
  severity: "error",
  title: "Where a script owns the tunnel options, the script is emitted",
  why: "With tunnelOptions: script the template leaves the options to tunnel-options.sh. Without it AWS allows every algorithm, proposals grow too large for Cloud VPN, and the tunnels fail at a rekey.",
  fix: "Add tunnel-options to output.targets, or leave aws.tunnelOptions out.",
  source: proposalChoice.source,
  needs: ["aws", "output"],
  *check({ aws, output: { targets } }) {
    if (
      aws.tunnelOptions !== "script" ||
      !targets.includes("cloudformation") ||
      targets.includes("tunnel-options")
    )
      return;
    yield {
      at: ["output", "targets"],
      message: "the script owns the tunnel options, but tunnel-options is not among the targets",
      related: [{ at: ["aws", "tunnelOptions"], message: "who owns them" }],
    };
  },
  bad: {
    yaml: "aws: { tunnelOptions: script }\noutput: { targets: [cloudformation, terraform] }",
    at: ["output", "targets"],
  },
  good: {
    yaml: "aws: { tunnelOptions: template }\noutput: { targets: [cloudformation, terraform] }",
  },
});
