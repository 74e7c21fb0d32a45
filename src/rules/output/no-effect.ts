import type { Path } from "../../diagnostic.ts";
import { sharedResources } from "../../facts/gcp.ts";
import { sectionRule } from "../rule.ts";

export const noEffect = sectionRule({
  id: "output/no-effect",
  severity: "warning",
  title: "Every key of the file has an effect",
  why: "What exists already, or is another team's, stays as it is: the key looks like a setting, and nothing is set. One notices when the value turns out never to have been there.",
  fix: "Remove the key.",
  source: sharedResources.source,
  needs: ["aws", "gcp", "names"],
  *check({ aws, gcp, names }) {
    const idle = (at: Path, message: string, because: Path) => ({
      at,
      part: "key" as const,
      message,
      related: [{ at: because, message: "since this is so" }],
    });
    if (gcp.keepalive !== undefined && gcp.router.existing) {
      const message = "the keepalive of an existing router is not changed, so this has no effect";
      yield idle(["gcp", "keepalive"], message, ["gcp", "router", "existing"]);
    }
    if (aws.logs?.retentionDays !== undefined && aws.logs.existing) {
      const message = "the retention of an existing log group is not changed, so this has no effect";
      yield idle(["aws", "logs", "retentionDays"], message, ["aws", "logs", "existing"]);
    }
    if (names.aws.gateway !== undefined && aws.gateway.id !== undefined) {
      const message = "an existing gateway keeps its name, so this has no effect";
      yield idle(["names", "aws", "gateway"], message, ["aws", "gateway", "id"]);
    }
    if (names.gcp.firewall !== undefined && gcp.firewall === "external") {
      const message = "no firewall rule is made, so its name has no effect";
      yield idle(["names", "gcp", "firewall"], message, ["gcp", "firewall"]);
    }
  },
  bad: {
    yaml: "gcp: { keepalive: 30, router: { name: core, existing: true } }",
    at: ["gcp", "keepalive"],
  },
  good: { yaml: "gcp: { keepalive: 30, router: { name: core } }" },
});
