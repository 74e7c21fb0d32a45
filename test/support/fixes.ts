/** What must hold of every file that is fixed. */
import { expect } from "vitest";
import { compile } from "../../src/compile.ts";
import type { Diagnostic } from "../../src/diagnostic.ts";
import { fix, fixOf } from "../../src/fix.ts";
import { changesOf } from "../../src/source/edit/changes.ts";

const findingsOf = (text: string) => compile([{ path: "vpn.yaml", text }]).diagnostics;
const named = ({ rule, place }: Diagnostic) => JSON.stringify([rule, place]);

/** What a machine could fix is left only if the fix would make another error or warning. */
export function expectFixed(text: string): void {
  const { sources, count } = fix([{ path: "vpn.yaml", text }], { unsafe: true });
  const after = String(sources[0]?.text);
  const left = findingsOf(after);
  const known = left.map(named);
  for (const finding of left) {
    const found = fixOf(finding, true);
    const [change] = found ? changesOf(found, "vpn.yaml", [{ path: "vpn.yaml", text: after }]) : [];
    if (change === undefined) continue;
    const fixed = after.slice(0, change.span[0]) + change.text + after.slice(change.span[1]);
    const made = findingsOf(fixed).filter((one) => one.severity !== "info" && !known.includes(named(one)));
    expect(made, `${finding.message}\n${after}`).not.toEqual([]);
  }
  if (count === 0) expect(after).toBe(text);
  else expect(known).not.toEqual(findingsOf(text).map(named));
}
