/** `vpngen diff` as annotations on the lines of a pull request. */
import type { Diagnostic } from "../diagnostic.ts";
import type { VpnDiff } from "../facets/vpn-diff.ts";
import type { ParsedFile } from "../source/parse.ts";
import { levelOfChange, levelWords, valueText } from "./diff-words.ts";
import { reportGithub } from "./github.ts";

/** One annotation per key that a file changes; the files are those after the edit. */
export function diffGithub(diffs: readonly VpnDiff[], files: readonly ParsedFile[]): string {
  return reportGithub(diffs.flatMap(annotationsOf), files);
}

function annotationsOf(diff: VpnDiff): Diagnostic[] {
  return diff.changes.map((change) => {
    const level = levelOfChange(change, diff);
    const commands = diff.plans.find(({ form }) => form)?.commands ?? [];
    return {
      rule: "diff",
      severity: level === "none" ? "info" : "warning",
      place: { file: diff.path, path: change.facet.key.split("."), part: "value" },
      message: `${levelWords[level]}: ${change.facet.key} ${valueText(change, (value) => value)}`,
      fix: commands.length === 0 ? "see vpngen diff" : `run ${commands.join(", then ")}`,
      related: [],
    };
  });
}
