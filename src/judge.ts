/** Runs every rule whose sections are there. A rule that reads a value that is not valid ends there. */
import type { Diagnostic } from "./diagnostic.ts";
import { allRules } from "./rules/all.ts";
import type { Finding, Rule, Vpn } from "./rules/rule.ts";
import type { ParsedFile } from "./source/parse.ts";
import type { Config } from "./source/schema/config.ts";
import { type Neighbours, readSops, sopsPathOf } from "./source/secrets/sops.ts";
import { ifReadable } from "./source/shape/unreadable.ts";
import { buildTopology } from "./topology/build.ts";

interface Judgement {
  readonly rules?: readonly Rule[];
  /** Files beside the sources; of one that is not here nothing is judged. */
  readonly neighbours?: Neighbours;
}

/** Findings of all rules over all files of a run, file by file, then those of the rules across files. */
export function judge(
  files: readonly ParsedFile[],
  { rules = allRules, neighbours = new Map() }: Judgement = {},
): Diagnostic[] {
  const vpns = vpnsIn(files);
  const sopsFiles = files.flatMap((file) => {
    const path = sopsPathOf(file);
    const neighbour = path === undefined ? undefined : neighbours.get(path);
    return path === undefined || neighbour === undefined
      ? []
      : [{ file: file.path, sops: readSops(path, neighbour) }];
  });
  const diagnostics: Diagnostic[] = [];
  for (const rule of rules) {
    const report = (check: () => Iterable<Finding>, file: string) => {
      ifReadable(() => {
        for (const finding of check()) diagnostics.push(diagnosticOf(rule, finding, file));
      });
    };
    if (rule.needs === "run") report(() => rule.check(vpns), "");
    else if (rule.needs === "topology") for (const vpn of vpns) report(() => rule.check(vpn), vpn.file);
    else if (rule.needs === "literals")
      for (const { path, literals } of files) report(() => rule.check(literals), path);
    else if (rule.needs === "sops")
      for (const { file, sops } of sopsFiles) report(() => rule.check(sops), file);
    else {
      const { needs, check } = rule;
      for (const { path, sections } of files)
        if (needs.every((section) => section in sections)) report(() => check(sections as Config), path);
    }
  }
  return diagnostics;
}

/** The files of which each value can be read. */
function vpnsIn(files: readonly ParsedFile[]): Vpn[] {
  return files.flatMap(({ path, config }) =>
    config === undefined ? [] : [{ file: path, config, topology: buildTopology(config) }],
  );
}

function diagnosticOf(rule: Rule, finding: Finding, defaultFile: string): Diagnostic {
  const file = finding.file ?? defaultFile;
  return {
    rule: rule.id,
    severity: rule.severity,
    place: { file, path: finding.at, part: finding.part ?? "value" },
    message: finding.message,
    fix: finding.fix ?? rule.fix,
    ...(finding.edits === undefined ? {} : { edits: finding.edits }),
    related: (finding.related ?? []).map((related) => ({
      place: { file: related.file ?? file, path: related.at, part: "value" as const },
      message: related.message,
    })),
  };
}
