/** `vpngen diff` for people, in a terminal. */
import type { VpnDiff } from "../facets/vpn-diff.ts";
import { printable, visible, widthOf } from "../render/cells.ts";
import { distinctPlans, headline, levelWords, refusalText, valueText, worstFirst } from "./diff-words.ts";

/** Longest list of traffic that is printed of one VPN. */
const mostReach = 50;

/** A block per file. */
export function diffText(diffs: readonly VpnDiff[]): string {
  if (diffs.length === 0) return "no vpn.yaml differs\n";
  return diffs.map(blockOf).join("\n");
}

function blockOf(diff: VpnDiff): string {
  const from = diff.previousPath === undefined ? "" : ` (was ${visible(diff.previousPath)})`;
  const lines = [`${visible(diff.path)}${from}: ${headline(diff)}`];
  const table: [string, string, string, string][] = worstFirst(diff).map(([level, change]) => [
    levelWords[level],
    change.facet.key,
    printable(valueText(change, (value) => value)),
    `AWS: ${change.row.aws}; Google Cloud: ${change.row.gcp}`,
  ]);
  lines.push(...columns(table));
  lines.push(...reachLines("newly reachable", diff.opens), ...reachLines("no longer reachable", diff.closes));
  for (const left of diff.stays) lines.push(`  stays behind: ${left}`);
  if (diff.kind === "changed") lines.push(`  ${mtuText(diff)}`);
  for (const [title, plan] of distinctPlans(diff.plans)) {
    const form = title === "" ? "" : `${title}: `;
    if (plan.refused.length > 0) lines.push(`  ${form}${refusalText(plan)}`);
    else if (plan.commands.length > 0) {
      lines.push(`  ${form}vpngen build, then run in the folder of the artifacts:`);
      lines.push(...plan.commands.map((command, index) => `    ${index + 1}. ${command}`));
    }
  }
  return `${lines.join("\n")}\n`;
}

function reachLines(title: string, changes: VpnDiff["opens"]): string[] {
  const shown = changes
    .slice(0, mostReach)
    .map(({ element, facet }) => `  ${title} ${facet.title}: ${printable(element)}`);
  const more = changes.length - shown.length;
  return more > 0 ? [...shown, `  ${more} more ${title}`] : shown;
}

/** The MTU inside the tunnels. */
export function mtuText({ mtu: { before, after } }: VpnDiff): string {
  return before === after
    ? `MTU inside: ${after} bytes, as before`
    : `MTU inside: ${before} → ${after} bytes`;
}

function columns(rows: readonly (readonly [string, string, string, string])[]): string[] {
  const widths = [0, 1, 2].map((at) => Math.max(0, ...rows.map((row) => widthOf(row[at] ?? ""))));
  return rows.map((row) => {
    const cells = row.map((cell, at) => cell + " ".repeat(Math.max(0, (widths[at] ?? 0) - widthOf(cell))));
    return `  ${cells.join("  ")}`.trimEnd();
  });
}
