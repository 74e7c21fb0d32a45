/** `vpngen diff` for programs. */
import type { Change } from "../facets/compare.ts";
import { worst } from "../facets/compare.ts";
import type { VpnDiff } from "../facets/vpn-diff.ts";
import { levelOfChange } from "./diff-words.ts";
import { printJson } from "./json.ts";

/** The object that `--format json` prints. New keys may come; what is here stays as long as `version` is 1. */
export function diffJson(diffs: readonly VpnDiff[]): string {
  return printJson({
    version: 1,
    level: worst(diffs.map(({ level }) => level)),
    vpns: diffs.map((diff) => ({
      file: diff.path,
      ...(diff.previousPath === undefined ? {} : { previousFile: diff.previousPath }),
      name: diff.name,
      kind: diff.kind,
      level: diff.level,
      changes: diff.changes.map((change) => jsonOf(change, diff)),
      opens: diff.opens.map(({ facet, element }) => ({ key: facet.key, traffic: element })),
      closes: diff.closes.map(({ facet, element }) => ({ key: facet.key, traffic: element })),
      stays: diff.stays,
      mtu: diff.mtu,
      plans: diff.plans.map(({ form, commands, refused }) => ({
        form,
        commands,
        refused: [...new Set(refused.map(({ facet }) => facet.key))],
      })),
      errors: diff.errors.map(({ rule, message, fix }) => ({ rule, message, fix })),
    })),
  });
}

function jsonOf(change: Change, diff: VpnDiff) {
  const { facet, element, before, after, row } = change;
  return {
    key: facet.key,
    ...(element === "" ? {} : { element }),
    before: before ?? null,
    after: after ?? null,
    level: levelOfChange(change, diff),
    aws: row.aws,
    gcp: row.gcp,
  };
}
