/** What every form of `vpngen diff` says, as words. */
import { type Change, levelAmong, worst } from "../facets/compare.ts";
import type { Form, Level } from "../facets/effect.ts";
import { levels } from "../facets/effect.ts";
import type { Plan } from "../facets/plan.ts";
import type { VpnDiff } from "../facets/vpn-diff.ts";

/** What a level means for the running VPN. */
export const levelWords: Readonly<Record<Level, string>> = {
  another: "another VPN",
  addresses: "the addresses are lost",
  all: "all four tunnels go down",
  connection: "both tunnels of a connection go down",
  tunnel: "one tunnel at a time goes down",
  none: "no interruption",
};

const formWords: Readonly<Record<Form, string>> = {
  terraform: "Terraform",
  gcloud: "gcloud",
  "terraform-aws": "Terraform",
};

/** The sentence behind the name of the file. */
export function headline(diff: VpnDiff): string {
  if (diff.kind === "failed") return "a version has errors, so the two cannot be compared";
  if (diff.kind === "same") return "the VPN stays as it is";
  if (diff.kind === "added") return "a new VPN";
  if (diff.kind === "removed") return "the file is gone, the VPN stays until its destroy.sh runs";
  const reach = [
    ...(diff.opens.length > 0 ? [`${diff.opens.length} newly reachable`] : []),
    ...(diff.closes.length > 0 ? [`${diff.closes.length} no longer reachable`] : []),
  ];
  return [levelWords[diff.level], ...reach].join("; ");
}

/** The worst that a change does in any of the forms. */
export function levelOfChange(change: Change, { plans, changes }: VpnDiff): Level {
  return worst(plans.map(({ form }) => levelAmong(change, changes, form)));
}

/** The changes, worst first; those of one level in their order. */
export function worstFirst(diff: VpnDiff): readonly (readonly [Level, Change])[] {
  const rated = diff.changes.map((change) => [levelOfChange(change, diff), change] as const);
  return levels.flatMap((level) => rated.filter(([own]) => own === level));
}

/** Such as `14 → 20`, `a1: x → y`, `+ 10.0.0.0/16`. */
export function valueText({ element, before, after }: Change, quote: (value: string) => string): string {
  if (before === element && after === undefined) return `− ${quote(element)}`;
  if (after === element && before === undefined) return `+ ${quote(element)}`;
  const values = `${before === undefined ? "–" : quote(before)} → ${after === undefined ? "–" : quote(after)}`;
  return element === "" ? values : `${quote(element)}: ${values}`;
}

/** The plans, those with the same commands and refusals together. */
export function distinctPlans(plans: readonly Plan[]): readonly (readonly [title: string, plan: Plan])[] {
  const [first, ...others] = plans;
  if (first === undefined) return [];
  const text = ({ commands, refused }: Plan) => JSON.stringify([commands, refused.map(({ row }) => row.id)]);
  if (others.every((other) => text(other) === text(first))) return [["", first]];
  return plans.map((plan) => [`with ${formWords[plan.form]}`, plan]);
}

/** Why no command carries the edit out. */
export function refusalText({ refused }: Plan): string {
  const keys = [...new Set(refused.map(({ facet }) => facet.key))];
  const isAnother = refused.some(({ row }) => row.level === undefined || row.level === "another");
  return `the scripts refuse a change of ${keys.join(", ")}: ${
    isAnother ? "keep the value, or build another VPN beside this one" : "keep the value"
  }`;
}
