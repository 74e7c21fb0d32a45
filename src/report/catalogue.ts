/** Every kind of finding there is, with the words that explain it: the rules, then those about a file as such. */
import type { Severity } from "../diagnostic.ts";
import { allRules } from "../rules/all.ts";
import type { Example, Rule } from "../rules/rule.ts";
import { type SourceRule, sourceRules } from "../source/findings.ts";

/** A kind of finding as `explain` and SARIF describe it. */
export interface Kind {
  /** As `bgp/asn-equal`. */
  readonly id: string;
  readonly severity: Severity;
  /** The requirement as a true sentence, without its full stop. */
  readonly title: string;
  /** What breaks otherwise, and when one would notice. */
  readonly why: string;
  /** What to do, in one line. */
  readonly fix: string;
  /** What only a rule has: the page that says so, and a pair of examples. */
  readonly rule: Pick<Rule, "source" | "bad" | "good"> | undefined;
}

/** All kinds, in the order in which the documentation lists them. */
export function catalogue(): Kind[] {
  const source: [string, SourceRule][] = Object.entries(sourceRules);
  return [
    ...allRules.map(({ id, severity, title, why, fix, ...rule }) => ({
      id,
      severity,
      title,
      why,
      fix,
      rule,
    })),
    ...source.map(([id, words]) => ({ id, ...words, rule: undefined })),
  ];
}

/** What the id begins with, as `bgp`. */
export function topicOf(id: string): string {
  return id.slice(0, id.indexOf("/"));
}

/** Columns of an example's line that are shown; only lists that must be long are longer. */
const maxColumns = 240;

/** The text of an example, as it stands in the rule: one fragment of YAML per file of the run, and the sops file. */
export function exampleText({ yaml, others = [], sops }: Example): string {
  const beside = sops === null ? "# There is no sops file." : `# The sops file:\n${sops}`;
  const lines = [yaml, ...others, ...(sops === undefined ? [] : [beside])]
    .map((text) => text.trim())
    .join("\n---\n")
    .split("\n");
  const shown = lines.map((line) =>
    line.length > maxColumns ? `${line.slice(0, maxColumns / 2)} … ${line.slice(-40)}` : line,
  );
  return shown.join("\n");
}
