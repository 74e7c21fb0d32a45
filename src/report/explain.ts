/** What `vpngen explain` prints: one kind of finding in full, or the list of all. */
import type { Example } from "../rules/rule.ts";
import { pathText } from "../source/path-text.ts";
import { exampleText, type Kind, topicOf } from "./catalogue.ts";

/** Columns of running text. */
const width = 80;

/** What is demanded, what breaks otherwise, what to do, a pair of examples and who says so. */
export function explainKind({ id, severity, title, why, fix, rule }: Kind): string {
  const paragraphs = [`${id} (${severity})`, wrap(`${title}.`), wrap(`Why: ${why}`), wrap(`Fix: ${fix}`)];
  if (rule !== undefined) {
    const { bad, good, source } = rule;
    paragraphs.push(`Wrong${filesOf(bad)}, at ${pathText(bad.at)}:`, indent(exampleText(bad)));
    paragraphs.push(`Right${filesOf(good)}:`, indent(exampleText(good)), `Source: ${source}`);
  }
  return `${paragraphs.join("\n\n")}\n`;
}

/** One line per kind, topic by topic: severity, id, and what is demanded. */
export function listKinds(kinds: readonly Kind[]): string {
  const longest = Math.max(0, ...kinds.map(({ id }) => id.length));
  const topics = [...new Set(kinds.map(({ id }) => topicOf(id)))];
  const blocks = topics.map((topic) => {
    const lines = kinds
      .filter(({ id }) => topicOf(id) === topic)
      .map(({ id, severity, title }) => `  ${severity.padEnd(8)} ${id.padEnd(longest)}  ${title}\n`);
    return `${topic}\n${lines.join("")}`;
  });
  return blocks.join("\n");
}

function filesOf({ others = [] }: Example): string {
  return others.length === 0 ? "" : `, in ${others.length + 1} files of one run`;
}

/** Breaks a text of words between blanks into lines; a longer word has a line to itself. */
function wrap(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.join("\n");
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}
