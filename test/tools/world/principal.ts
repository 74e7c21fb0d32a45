/** Callers who may do exactly what the runbook lists, on both clouds. */
import type { Topology } from "../../../src/topology/topology.ts";
import type { Artifacts } from "../../support/artifacts.ts";
import { googlePermissionsIn, type Policy, policiesIn } from "../../support/policies.ts";
import type { World } from "./start.ts";

/** Gives everybody's credentials the permissions of the runbook, without those that are taken out. */
export function limit(
  world: World,
  { topology, artifacts }: { topology: Topology; artifacts: Artifacts },
  taken: readonly string[] = [],
): void {
  for (const [account, policy] of policiesIn(artifacts))
    world.aws.policies.set(account || world.aws.account, without(policy, taken));
  const { vpn, keys } = googlePermissionsIn(artifacts);
  const [project, keyProject] = [topology.gcp.project, topology.keys.gcpProject];
  const rest = (permissions: readonly string[]) => permissions.filter((one) => !taken.includes(one));
  world.grants = new Map([
    [project, new Set(rest(project === keyProject ? [...vpn, ...keys] : vpn))],
    ...(project === keyProject ? [] : [[keyProject, new Set(rest(keys))] as const]),
  ]);
}

/** Lets everybody do everything. */
export function lift(world: World): void {
  world.aws.policies.clear();
  world.grants = undefined;
}

function without(policy: Policy, taken: readonly string[]): Policy {
  const Statement = policy.Statement.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((action) => !taken.includes(action)),
  }));
  return { ...policy, Statement };
}
