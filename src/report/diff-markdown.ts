/** `vpngen diff` as one comment on a pull request. */
import type { VpnDiff } from "../facets/vpn-diff.ts";
import { codeSpan, table } from "../render/markdown.ts";
import { mtuText } from "./diff-text.ts";
import { distinctPlans, headline, levelWords, refusalText, valueText, worstFirst } from "./diff-words.ts";

/** By which a later run finds the comment, to update it. */
const marker = "<!-- vpngen diff -->";

/** GitHub refuses comments of more than 65,536 characters. */
const mostCharacters = 60_000;

/** Longest table of one VPN. */
const mostRows = 60;

/** The comment: what is worst first, and what was cut at the end. */
export function diffMarkdown(diffs: readonly VpnDiff[]): string {
  if (diffs.length === 0) return `${marker}\nNo \`vpn.yaml\` differs.\n`;
  const parts = [...diffs].map(partOf);
  const kept: string[] = [];
  let length = marker.length + 200;
  for (const part of parts) {
    length += part.length + 2;
    if (length > mostCharacters) break;
    kept.push(part);
  }
  const left = parts.length - kept.length;
  const last =
    left === 0
      ? []
      : [`${left} more ${left === 1 ? "VPN is" : "VPNs are"} not shown here; run \`vpngen diff\`.`];
  return `${marker}\n${[...kept, ...last].join("\n\n")}\n`;
}

function partOf(diff: VpnDiff): string {
  const from = diff.previousPath === undefined ? "" : ` (was ${codeSpan(diff.previousPath)})`;
  const parts = [`### ${codeSpan(diff.path)}${from}: ${headline(diff)}`];
  const rows = [
    ...worstFirst(diff).map(([level, change]) => [
      level === "none" ? levelWords[level] : `**${levelWords[level]}**`,
      `${codeSpan(change.facet.key)} ${valueText(change, codeSpan)}`,
      change.row.aws,
      change.row.gcp,
    ]),
    ...diff.opens.map(({ element, facet }) => ["**newly reachable**", codeSpan(element), facet.title, ""]),
    ...diff.closes.map(({ element, facet }) => [
      "**no longer reachable**",
      codeSpan(element),
      facet.title,
      "",
    ]),
  ];
  if (rows.length > 0) parts.push(table(["Effect", "Edit", "AWS", "Google Cloud"], rows.slice(0, mostRows)));
  if (rows.length > mostRows) parts.push(`${rows.length - mostRows} more edits are not shown here.`);
  for (const { rule, message } of diff.errors.slice(0, mostRows))
    parts.push(`- ${codeSpan(rule)}: ${codeSpan(message)}`);
  if (diff.stays.length > 0) parts.push(`Stays behind: ${diff.stays.join("; ")}.`);
  if (diff.kind === "changed") parts.push(`${mtuText(diff)}.`);
  for (const [title, plan] of distinctPlans(diff.plans)) {
    const form = title === "" ? "" : ` ${title}`;
    if (plan.refused.length > 0) parts.push(`Cannot be applied${form}: ${refusalText(plan)}.`);
    else if (plan.commands.length > 0)
      parts.push(`Run${form}, after \`vpngen build\`:\n\n\`\`\`sh\n${plan.commands.join("\n")}\n\`\`\``);
  }
  return parts.join("\n\n");
}
