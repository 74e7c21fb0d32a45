/** The commands that carry out some changes, in order. */
import type { TargetName } from "../target-names.ts";
import type { Change } from "./compare.ts";
import type { Effect, Form, Way } from "./effect.ts";

/** What applies the changes in one form. */
export interface Plan {
  readonly form: Form;
  /** Shell commands to run in the folder of the artifacts, in order. Empty if the scripts refuse. */
  readonly commands: readonly string[];
  /** Changes that `deploy.sh` refuses, and that no command carries out. */
  readonly refused: readonly Change[];
}

/** The forms in which the artifacts of these targets can be applied. */
export function formsOf(targets: readonly TargetName[]): Form[] {
  if (targets.includes("terraform-aws")) return ["terraform-aws"];
  return (["terraform", "gcloud"] as const).filter((form) => targets.includes(form));
}

/** What the row of a change says that this form does; a Terraform root with both sides has no ways. */
function effectOf({ row: { effect } }: Change, form: "terraform" | "gcloud"): Effect {
  return "way" in effect ? effect : effect[form];
}

export function planOf(changes: readonly Change[], form: Form): Plan {
  if (form === "terraform-aws") {
    const refused = changes.filter(({ row }) => row.oneApply === undefined);
    const isBeside = changes.some(({ row }) => row.oneApply?.level === "another");
    const commands =
      refused.length > 0 || isBeside || changes.length === 0 ? [] : ["terraform -chdir=terraform apply"];
    return {
      form,
      refused: isBeside ? changes.filter(({ row }) => row.oneApply?.level === "another") : refused,
      commands,
    };
  }
  const refused = changes.filter((change) => refuses(effectOf(change, form).way));
  if (refused.length > 0 || changes.length === 0) return { form, refused, commands: [] };
  const ways = new Set(changes.map((change) => effectOf(change, form).way));
  const replaced = new Set(
    changes.filter((change) => effectOf(change, form).way === "gcloud.sh replace").flatMap(tunnelsOf),
  );
  return {
    form,
    refused,
    commands: [
      ...(ways.has("move the state") ? ["terraform -chdir=gcp/terraform init -migrate-state"] : []),
      ...(ways.has("roll --inside-cidrs") ? ["./roll.sh --inside-cidrs"] : []),
      ...(ways.has("roll --suite") ? ["./roll.sh --suite"] : []),
      ...["a1", "a2", "b1", "b2"].filter((id) => replaced.has(id)).map((id) => `gcp/gcloud.sh replace ${id}`),
      ...(ways.has("tgw-routes --move") ? ["aws/tgw-routes.sh --move"] : []),
      ways.has("interrupt") ? "./deploy.sh --interrupt" : "./deploy.sh",
    ],
  };
}

function refuses(way: Way): boolean {
  return way === "refused" || way === "another VPN";
}

/** The tunnels that a change is about. */
function tunnelsOf({ element }: Change): readonly string[] {
  return /^[ab][12]$/.test(element) ? [element] : ["a1", "a2", "b1", "b2"];
}
