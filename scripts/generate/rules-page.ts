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
  const source = Object.entries(sourceRules).map(([id, words]) => sourceText(id, words));
  return [
    heading("Rules", "src/rules/ and src/source/findings.ts"),
    intro,
    ...rules,
    "\n## The file itself\n",
    ...source,
  ].join("");
}

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

function sourceText(id: string, { title, why, fix }: SourceRule): string {
  return `\n### ${id}\n\n**${title}.** (error)\n\n${why}\n\n${fix}\n`;
}
