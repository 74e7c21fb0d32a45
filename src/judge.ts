/** Runs every rule on what is whole enough for it. */
import type { Diagnostic } from "./diagnostic.ts";
import { allRules } from "./rules/all.ts";
import type { Finding, Rule, Vpn } from "./rules/rule.ts";
import type { ParsedFile } from "./source/parse.ts";
import type { Config } from "./source/schema.ts";
import { buildTopology } from "./topology/build.ts";

/** Findings of all rules over all files of a run, file by file, then those of the rules across files. */
export function judge(files: readonly ParsedFile[], rules: readonly Rule[] = allRules): Diagnostic[] {
  const vpns = files.flatMap(({ path, config }): Vpn[] =>
    config === undefined ? [] : [{ file: path, config, topology: buildTopology(config) }],
  );
  return rules.flatMap((rule) => {
    if (rule.needs === "run") return [...rule.check(vpns)].map((finding) => diagnosticOf(rule, finding, ""));
    if (rule.needs === "topology") {
      return vpns.flatMap((vpn) =>
        [...rule.check(vpn)].map((finding) => diagnosticOf(rule, finding, vpn.file)),
      );
    }
    const { needs, check } = rule;
    return files.flatMap(({ path, sections }) =>
      needs.every((section) => section in sections)
        ? [...check(sections as Config)].map((finding) => diagnosticOf(rule, finding, path))
        : [],
    );
  });
}

function diagnosticOf(rule: Rule, finding: Finding, defaultFile: string): Diagnostic {
  const file = finding.file ?? defaultFile;
  return {
    rule: rule.id,
    severity: rule.severity,
    place: { file, path: finding.at, part: finding.part ?? "value" },
    message: finding.message,
    fix: finding.fix ?? rule.fix,
    related: (finding.related ?? []).map((related) => ({
      place: { file: related.file ?? file, path: related.at, part: "value" as const },
      message: related.message,
    })),
  };
}
