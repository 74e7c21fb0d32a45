import { routersPerNetwork } from "../../facts/gcp.ts";
import { groupsOf, identityOf } from "../across-files.ts";
import { moreExamples } from "../base-example.ts";
import { runRule } from "../rule.ts";

const limit = routersPerNetwork.value;

export const routersPerNetworkRule = runRule({
  id: "bgp/routers-per-network",
  severity: "error",
  title: "A network has at most five Cloud Routers in a region",
  why: "Google Cloud refuses the sixth, whatever the project's quota of routers is.",
  fix: "Let VPNs share a router: name it in gcp.router, with existing: true in all files but the one that creates it.",
  source: routersPerNetwork.source,
  needs: "run",
  *check(vpns) {
    const inOneNetwork = groupsOf(vpns, ({ config: { gcp } }) =>
      identityOf(gcp.project, gcp.region, gcp.network),
    );
    for (const sharing of inOneNetwork) {
      const routers = groupsOf(sharing, ({ topology }) => topology.gcp.router.name);
      const tooMany = routers[limit]?.[0];
      if (tooMany === undefined) continue;
      const { network, region } = tooMany.config.gcp;
      yield {
        file: tooMany.file,
        at: ["gcp", "network"],
        message: `the files of this run have ${routers.length} routers in network ${network} and region ${region}; ${limit} is the limit`,
      };
    }
  },
  get bad() {
    return { yaml: "{}", others: moreExamples(limit), at: ["gcp", "network"] };
  },
  get good() {
    return {
      yaml: "gcp: { router: { name: core } }",
      others: moreExamples(limit, "gcp: { router: { name: core, existing: true } }"),
    };
  },
});
