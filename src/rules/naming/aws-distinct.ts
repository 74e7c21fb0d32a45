import { tags } from "../../facts/aws.ts";
import { repeated } from "../repeated.ts";
import { awsNames } from "../resource-names.ts";
import { topologyRule } from "../rule.ts";

const kinds = ["connection", "customer gateway"];

export const awsDistinct = topologyRule({
  id: "naming/aws-distinct",
  severity: "warning",
  title: "The two connections, and the two customer gateways, have distinct Name tags",
  why: "AWS takes a name twice, but nobody can tell the two apart in the console, and in an outage the wrong one is changed.",
  fix: "Give each its own name.",
  source: tags.source,
  needs: "topology",
  *check(vpn) {
    const names = awsNames(vpn);
    for (const kind of kinds) {
      yield* repeated(
        names.filter((name) => name.kind === kind),
        kind,
      );
    }
  },
  bad: {
    yaml: "names: { aws: { connections: { a: to-gcp, b: to-gcp } } }",
    at: ["names", "aws", "connections", "b"],
  },
  good: { yaml: "names: { aws: { connections: { a: to-gcp-1, b: to-gcp-2 } } }" },
});
