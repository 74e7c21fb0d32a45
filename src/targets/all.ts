/** The targets, in the order in which the artifacts are listed. */
import type { Topology } from "../topology/topology.ts";
import { cloudformation } from "./cloudformation.ts";
import { gcloud } from "./gcloud.ts";
import { runbook } from "./runbook.ts";
import type { EmitContext, Target, TargetFile, TargetName } from "./target.ts";
import { terraform } from "./terraform.ts";
import { tunnelOptions } from "./tunnel-options.ts";

const targets: Readonly<Record<TargetName, Target>> = {
  runbook,
  cloudformation,
  "tunnel-options": tunnelOptions,
  terraform,
  gcloud,
};

/** The files of every target that the VPN asks for, each with its target's name. */
export function emit(topology: Topology, context: EmitContext): (TargetFile & { target: TargetName })[] {
  return (Object.keys(targets) as TargetName[])
    .filter((target) => context.targets.includes(target))
    .flatMap((target) => targets[target](topology, context).map((file) => ({ ...file, target })));
}
