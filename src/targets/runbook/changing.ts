/** What changes a VPN in use: what each edit interrupts, new endpoints on AWS, another suite, other keys. */
import renderChanges from "../../../templates/runbook/changing/changes.md.hbs";
import renderChangesOneApply from "../../../templates/runbook/changing/changes-one-apply.md.hbs";
import renderLifecycle from "../../../templates/runbook/changing/lifecycle.md.hbs";
import renderRoll from "../../../templates/runbook/changing/roll.md.hbs";
import renderRollStack from "../../../templates/runbook/changing/roll-stack.md.hbs";
import renderRotate from "../../../templates/runbook/changing/rotate.md.hbs";
import { lifecycleControl } from "../../facts/aws-network.ts";
import type { Topology } from "../../topology/topology.ts";
import type { Artifact } from "../artifacts.ts";
import type { EmitContext } from "../target.ts";
import { changesTable } from "./changes.ts";
import { choosesTool, pinFiles, rollFlags } from "./flags.ts";

/** The sections on it. */
export function changing(topology: Topology, context: EmitContext): string[] {
  const { aws, options } = topology;
  return [
    changes(topology, context),
    ...(options.lifecycleControl
      ? [renderLifecycle({ awsRegion: aws.region, lifecycle: lifecycleControl.value })]
      : []),
    ...(context.artifacts.has("roll") ? rolls(topology, context) : []),
  ];
}

function changes(topology: Topology, { artifacts }: EmitContext): string {
  const has = (artifact: Artifact) => artifacts.has(artifact);
  const isOneApply = has("terraform-aws");
  const changesTableText = changesTable(topology, {
    isOneApply,
    withRoll: has("roll"),
    makers: [
      ...(has("terraform") ? ["terraform" as const] : []),
      ...(has("gcloud") ? ["gcloud" as const] : []),
    ],
  });
  return isOneApply ? renderChangesOneApply({ changesTableText }) : renderChanges({ changesTableText });
}

/** With roll.sh: one tunnel after the other. */
function rolls(topology: Topology, context: EmitContext): string[] {
  const { aws, keys } = topology;
  const rollFlagsText = rollFlags(topology, context);
  const stackFollows = context.artifacts.has("cloudformation") && aws.optionsOwner === "template";
  return [
    renderRoll({ rollFlagsText, choosesTool: choosesTool(context) }),
    ...(stackFollows ? [renderRollStack({})] : []),
    renderRotate({
      rollFlagsText,
      pinFilesText: pinFiles(topology, context),
      rotateText: rotateText[keys.source],
    }),
  ];
}

/** What `secrets.sh rotate` does, by where the keys come from. */
const rotateText: Readonly<Record<Topology["keys"]["source"], string>> = {
  existing:
    "`secrets.sh rotate` refuses, since the stores are someone else's, and says what to put there by hand.",
  sops: putsNewKeys(", as the sops file now has it"),
  generated: putsNewKeys(""),
};

function putsNewKeys(whence: string): string {
  return `\`secrets.sh rotate\` puts a new key of each tunnel into both stores${whence}:
stage \`AWSPENDING\` on AWS, a new version on Google Cloud. Nothing uses it, and nothing is interrupted.`;
}
