/** docs/rules.md: every finding that vpngen can report, with the reason. */
import { allRules } from "../../src/rules/all.ts";
import type { Rule } from "../../src/rules/rule.ts";
import { type SourceRule, sourceRules } from "../../src/source/findings.ts";
import { heading, link } from "./page.ts";

export function rulesPage(): string {
  const intro = `
What vpngen reports, by topic. \`vpngen explain RULE\` prints the same in a terminal. Examples are changes to one
small file; the first of each pair breaks the rule, the second looks alike and is right.
`;
  const topics = [...new Set(allRules.map(topicOf))];
  const rules = topics.map((topic) => {
    const members = allRules.filter((rule) => topicOf(rule) === topic);
    return `\n## ${topic}\n${members.map(ruleText).join("")}`;
  });
  const [ignore, file] = [
    sourceTexts((id) => id.startsWith("ignore/")),
    sourceTexts((id) => !id.startsWith("ignore/")),
  ];
  return [
    heading("Rules", "src/rules/ and src/source/findings.ts"),
    intro,
    ...rules,
    "\n## The file itself\n",
    ...file,
    `\n## Ignoring a finding\n${ignoring}`,
    ...ignore,
  ].join("");
}

const ignoring = `
A comment silences a warning or a note, with a reason:

\`\`\`yaml
ipsec:
  # vpngen-ignore crypto/weak-hash: the old site is measured against this until May
  integrity: SHA1
  dhGroup: 2 # vpngen-ignore crypto/weak-group: as above
\`\`\`

- Behind something, the comment speaks of its own line. On a line of its own, it speaks of the line below; further
  comments in between do not count. The line of a finding is the one that the report names first: of a key that is
  missing, that of the mapping it is missing from; of what comes through an alias, that where it is written.
- Several rules are separated by commas: \`# vpngen-ignore crypto/weak-hash, crypto/weak-group: reason\`.
- The reason stands behind a colon. An ignore without one silences nothing.
- Errors cannot be ignored.
- What is ignored is in no report, and \`--max-warnings\` does not count it.
- An ignore that silences nothing is itself a finding. It is none where the rule could not look, since a section that
  it needs is broken, and never of a rule across files, since the other file may not be part of the run.
`;

function topicOf({ id }: Rule): string {
  return id.slice(0, id.indexOf("/"));
}

function ruleText({ id, severity, title, why, fix, source, bad, good }: Rule): string {
  const examples = [bad, good].map(({ yaml, others = [] }) => codeBlock([yaml, ...others].join("\n---\n")));
  return `\n### ${id}\n\n**${title}.** (${severity})\n\n${why}\n\n${fix}\n\nSource: ${link(source)}\n${examples.join("")}`;
}

/** An example; what only its length matters of is shortened. */
function codeBlock(yaml: string): string {
  const lines = yaml.trim().split("\n");
  const short = lines.map((line) => (line.length > 120 ? `${line.slice(0, 80)} … ${line.slice(-30)}` : line));
  return `\n\`\`\`yaml\n${short.join("\n")}\n\`\`\`\n`;
}

function sourceTexts(wanted: (id: string) => boolean): string[] {
  return Object.entries(sourceRules).flatMap(([id, words]) => (wanted(id) ? [sourceText(id, words)] : []));
}

function sourceText(id: string, { severity, title, why, fix }: SourceRule): string {
  return `\n### ${id}\n\n**${title}.** (${severity})\n\n${why}\n\n${fix}\n`;
}
