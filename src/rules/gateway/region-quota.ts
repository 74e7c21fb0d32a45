import type { Path } from "../../diagnostic.ts";
import { regionQuotas } from "../../facts/aws.ts";
import { groupsOf, identityOf } from "../across-files.ts";
import { moreExamples } from "../base-example.ts";
import { runRule, type Vpn } from "../rule.ts";

const perVpn = 2;
const { connections, virtualPrivateGateways } = regionQuotas.value;

const router = "gcp: { router: { name: core, existing: true } }";

export const regionQuota = runRule({
  id: "gateway/region-quota",
  severity: "warning",
  title: "A region's quotas have room for the VPNs of the run",
  why: "Unless the quotas were raised, an account has 5 virtual private gateways and 50 connections in a region, with one customer gateway each. AWS refuses the next, and its stack is rolled back.",
  fix: "Have the quota raised before, or let VPNs share a transit gateway.",
  source: regionQuotas.source,
  needs: "run",
  *check(vpns) {
    for (const sharing of groupsOf(vpns, ({ topology: { aws } }) => identityOf(aws.account, aws.region))) {
      const creating = sharing.filter(({ config: { aws } }) => aws.gateway.type === "vgw" && !aws.gateway.id);
      yield* beyond(creating, {
        limit: virtualPrivateGateways,
        at: ["aws", "gateway", "type"],
        what: `${creating.length} virtual private gateways`,
      });
      yield* beyond(sharing, {
        limit: connections / perVpn,
        at: ["aws", "region"],
        what: `${sharing.length * perVpn} connections`,
        quota: connections,
      });
    }
  },
  bad: {
    yaml: router,
    others: moreExamples(virtualPrivateGateways, router),
    at: ["aws", "gateway", "type"],
  },
  good: { yaml: router, others: moreExamples(virtualPrivateGateways - 1, router) },
});

interface Quota {
  /** In VPNs. */
  readonly limit: number;
  readonly at: Path;
  readonly what: string;
  readonly quota?: number;
}

/** A finding at the first VPN that is too many. */
function* beyond(vpns: readonly Vpn[], { limit, at, what, quota = limit }: Quota) {
  const first = vpns[limit];
  if (first === undefined) return;
  const { region } = first.config.aws;
  yield { file: first.file, at, message: `this run makes ${what} in ${region}; ${quota} is the quota` };
}
