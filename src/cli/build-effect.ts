/** What a build says of the running VPN, if git knows the file as it was. */
import { compile, type Source } from "../compile.ts";
import { diffOf, pairs, type Version } from "../facets/vpn-diff.ts";
import { visible } from "../render/cells.ts";
import { distinctPlans, headline, refusalText } from "../report/diff-words.ts";
import { blobs } from "./git-tree.ts";

/** A line per VPN that the edit changes; none outside a repository, or if git cannot be asked. */
export function effectLines(sources: readonly Source[]): string[] {
  const files = new Set(sources.map(({ path }) => path));
  const before = committed(files);
  if (before.length === 0) return [];
  return pairs(before.map(versionOf), sources.map(versionOf)).flatMap(([old, now]) => {
    if (old === undefined || now === undefined) return [];
    const diff = diffOf(old, now);
    if (diff.kind !== "changed") return [];
    const ways = distinctPlans(diff.plans).map(([title, plan]) => {
      const what = plan.refused.length > 0 ? refusalText(plan) : plan.commands.join(", then ");
      return title === "" ? what : `${title}: ${what}`;
    });
    return [`Since HEAD, ${visible(now.path)}: ${headline(diff)}. ${ways.join("; ")}\n`];
  });
}

function committed(files: ReadonlySet<string>): Source[] {
  try {
    return blobs({ revision: "HEAD" }, (file) => files.has(file));
  } catch {
    return [];
  }
}

function versionOf(source: Source): Version {
  const { parsed, diagnostics } = compile([source]);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return { path: source.path, config: parsed[0]?.config, errors };
}
