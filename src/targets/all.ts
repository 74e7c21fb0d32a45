/** What each target makes. */
import { type TargetName, targetNames } from "../target-names.ts";
import type { Topology } from "../topology/topology.ts";
import { cloudformation } from "./cloudformation.ts";
import { changesPage, permissionsPage, runbook } from "./runbook.ts";
import { rollScript, tgwRoutesScript } from "./scripts/conditions.ts";
import { gitAttributes, library, scriptTarget } from "./scripts/library.ts";
import { settings } from "./scripts/settings.ts";
import type { Target, TargetFile } from "./target.ts";
import { terraform } from "./terraform.ts";
import { terraformAws } from "./terraform-aws.ts";
import { topologySvg } from "./topology-svg.ts";

const common: readonly Target[] = [
  settings,
  library,
  gitAttributes,
  topologySvg,
  changesPage,
  permissionsPage,
  runbook,
];

/**
 * The runbook and what every VPN needs come with any target, and last: the runbook speaks of what the others
 * made.
 */
const targets: Readonly<Record<TargetName, readonly Target[]>> = {
  cloudformation: [cloudformation],
  "tunnel-options": [scriptTarget("tunnel-options")],
  terraform: [terraform],
  gcloud: [scriptTarget("gcloud")],
  "terraform-aws": [terraformAws],
  runbook: [
    scriptTarget("secrets"),
    scriptTarget("outside-addresses"),
    tgwRoutesScript,
    scriptTarget("deploy"),
    scriptTarget("verify"),
    rollScript,
    scriptTarget("destroy"),
    ...common,
  ],
};

interface Emission {
  /** Name of the file that the artifacts are made from. */
  readonly sourceName: string;
  readonly targets: readonly TargetName[];
}

/** The files of every target that the VPN asks for, and of the runbook, each with its target's name. */
export function emit(topology: Topology, { sourceName, targets: wanted }: Emission) {
  const files: (TargetFile & { readonly target: TargetName })[] = [];
  for (const target of targetNames) {
    if (target !== "runbook" && !wanted.includes(target)) continue;
    for (const make of target === "runbook" ? companionsOf(wanted) : targets[target]) {
      const artifacts = new Set(files.map(({ artifact }) => artifact));
      const accounts = [...new Set(files.flatMap(({ account }) => (account === "" ? [] : [account])))];
      files.push(...make(topology, { sourceName, artifacts, accounts }).map((file) => ({ ...file, target })));
    }
  }
  return files;
}

/** One root needs no script to carry keys and addresses from side to side, but for what other accounts attach. */
function companionsOf(wanted: readonly TargetName[]): readonly Target[] {
  return wanted.includes("terraform-aws")
    ? [tgwRoutesScript, scriptTarget("verify"), ...common]
    : targets.runbook;
}
