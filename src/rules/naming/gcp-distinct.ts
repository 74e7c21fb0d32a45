import { resourceNamePattern } from "../../facts/gcp.ts";
import { repeated } from "../repeated.ts";
import { gcpNames } from "../resource-names.ts";
import { topologyRule } from "../rule.ts";

const kinds = ["tunnel", "interface", "BGP peer"];

export const gcpDistinct = topologyRule({
  id: "naming/gcp-distinct",
  severity: "error",
  title: "Tunnels, interfaces and BGP peers have distinct names on Google Cloud",
  why: "Google Cloud refuses a second resource of a name, and a tunnel is missing.",
  fix: "Give each its own name.",
  source: resourceNamePattern.source,
  needs: "topology",
  *check(vpn) {
    const names = gcpNames(vpn);
    for (const kind of kinds) {
      yield* repeated(
        names.filter((name) => name.kind === kind),
        kind,
      );
    }
  },
  bad: {
    yaml: "names: { gcp: { tunnels: { a1: to-aws, a2: to-aws } } }",
    at: ["names", "gcp", "tunnels", "a2"],
  },
  good: { yaml: "names: { gcp: { tunnels: { a1: to-aws }, peers: { a1: to-aws } } }" },
});
