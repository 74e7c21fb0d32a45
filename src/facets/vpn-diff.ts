/** What an edit of a file does to the running VPN: two versions of the file compared. */
import type { Diagnostic } from "../diagnostic.ts";
import type { Config } from "../source/schema/config.ts";
import { buildTopology } from "../topology/build.ts";
import { type Change, changesBetween, levelOfAll, worst } from "./compare.ts";
import type { Level } from "./effect.ts";
import { formsOf, type Plan, planOf } from "./plan.ts";

/** One version of a file. Without a configuration, `errors` says why. */
export interface Version {
  readonly path: string;
  readonly config: Config | undefined;
  readonly errors: readonly Diagnostic[];
}

/** `same`: the text differs, the VPN does not. `failed`: a version has an error, so nothing is compared. */
export type Kind = "changed" | "same" | "added" | "removed" | "failed";

export interface VpnDiff {
  /** The file, as it is called after the edit; of a removed one, before. */
  readonly path: string;
  /** What it was called before, if that differs. */
  readonly previousPath?: string;
  readonly name: string;
  readonly kind: Kind;
  /** The worst that happens in any form in which the VPN can be applied. */
  readonly level: Level;
  /** Changes of traffic that passes are in `opens` and `closes` instead. */
  readonly changes: readonly Change[];
  /** Traffic that is let in from now on, and no longer. */
  readonly opens: readonly Change[];
  readonly closes: readonly Change[];
  /** What stays behind, and may cost money. */
  readonly stays: readonly string[];
  /** Bytes of the largest inside packet, before and after. */
  readonly mtu: { readonly before: number; readonly after: number };
  /** One per form in which the VPN can be applied. */
  readonly plans: readonly Plan[];
  /** Errors of a version that does not compile. */
  readonly errors: readonly Diagnostic[];
}

/** Compares two versions, of which one may be missing. */
export function diffOf(before: Version | undefined, after: Version | undefined): VpnDiff {
  const path = after?.path ?? before?.path ?? "";
  const moved = before && after && before.path !== after.path ? { previousPath: before.path } : {};
  const name = after?.config?.name ?? before?.config?.name ?? "";
  const errors = [...(before?.errors ?? []), ...(after?.errors ?? [])];
  const base = { ...nothing, path, ...moved, name, errors };
  if (errors.length > 0) return { ...base, kind: "failed" };
  if (before?.config === undefined) return { ...base, kind: "added" };
  if (after?.config === undefined)
    return { ...base, kind: "removed", stays: ["the VPN, until its `destroy.sh` runs"] };
  const [old, now] = [buildTopology(before.config), buildTopology(after.config)];
  const all = changesBetween(old, now);
  const forms = formsOf(after.config.output.targets);
  const reach = all.filter(({ facet }) => facet.reach);
  return {
    ...base,
    kind: all.length === 0 ? "same" : "changed",
    level: worst(forms.map((form) => levelOfAll(all, form))),
    changes: all.filter(({ facet }) => !facet.reach),
    opens: reach.filter((change) => change.before === undefined),
    closes: reach.filter((change) => change.after === undefined),
    stays: [...new Set(all.flatMap(({ row }) => row.stays ?? []))],
    mtu: { before: old.mtu.payload, after: now.mtu.payload },
    plans: forms.map((form) => planOf(all, form)),
  };
}

const nothing = {
  level: "none",
  changes: [],
  opens: [],
  closes: [],
  stays: [],
  mtu: { before: 0, after: 0 },
  plans: [],
} as const;

/** Pairs the versions of two states of a tree: by path, the others by the name of the VPN. */
export function pairs(
  before: readonly Version[],
  after: readonly Version[],
): readonly (readonly [Version | undefined, Version | undefined])[] {
  const old = new Map(before.map((version) => [version.path, version]));
  const now = new Set(after.map(({ path }) => path));
  const gone = before.filter(({ path }) => !now.has(path));
  const found = after.map((version) => {
    const same = old.get(version.path);
    if (same !== undefined) return [same, version] as const;
    const at = gone.findIndex(({ config }) => config !== undefined && config.name === version.config?.name);
    return [at === -1 ? undefined : gone.splice(at, 1)[0], version] as const;
  });
  return [...found, ...gone.map((version) => [version, undefined] as const)];
}
