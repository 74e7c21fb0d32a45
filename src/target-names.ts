/** The names of the targets: the schema, the registry of targets and the flag `--target` derive from these lists. */

/** Those that are emitted unless the file says otherwise. */
export const defaultTargets = ["cloudformation", "tunnel-options", "terraform", "gcloud"] as const;

/** Those that a file can ask for. */
export const selectableTargets = [...defaultTargets, "terraform-aws"] as const;

/** Each of them sets every option of AWS's tunnels. */
export const awsTargets = ["cloudformation", "tunnel-options", "terraform-aws"] as const;

/** All of them, in the order in which the artifacts are made and listed; the runbook comes with any other. */
export const targetNames = [...selectableTargets, "runbook"] as const;

export type TargetName = (typeof targetNames)[number];

export function isTargetName(name: string): name is TargetName {
  return targetNames.some((target) => target === name);
}
