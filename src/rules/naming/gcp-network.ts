import { resourceNamePattern } from "../../facts/gcp.ts";
import { notOfPattern } from "../pattern.ts";
import { sectionRule } from "../rule.ts";

export const gcpNetwork = sectionRule({
  id: "naming/gcp-network",
  severity: "error",
  title: "The network is named as Google Cloud names it",
  why: "No network can have this name, so none is found. A Shared VPC is named by its host project and its own name, not by a path.",
  fix: "Write the name of the network alone.",
  source: resourceNamePattern.source,
  needs: ["gcp"],
  *check({ gcp }) {
    const value = gcp.network;
    yield* notOfPattern(
      { at: ["gcp", "network"], value },
      {
        pattern: resourceNamePattern.value,
        what: "name of a network",
        allowed: "1 to 63 small letters, digits and -, from a letter on, without a - at the end",
      },
    );
  },
  bad: { yaml: "gcp: { network: projects/host/global/networks/prod }", at: ["gcp", "network"] },
  good: { yaml: "gcp: { network: prod-1 }" },
});
