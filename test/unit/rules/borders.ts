/** Tests of a rule at the borders of what it lets pass. */
import { describe, expect, test } from "vitest";
import type { RuleId } from "../../../src/rules/all.ts";
import { findingsOf } from "./lay-over.ts";

/** What a rule lets pass and what it finds, as the value that stands for `%` in a fragment. */
export interface Border {
  readonly rule: RuleId;
  readonly yaml: string;
  readonly passes: readonly (string | number)[];
  readonly found: readonly (string | number)[];
}

/** One test for each value. */
export function testBorders(borders: readonly Border[]): void {
  describe.each(borders)("$rule in $yaml", ({ rule, yaml, passes, found }) => {
    test.each(passes)("lets %s pass", (value) => {
      expect(
        findingsOf(
          rule,
          yaml.replace("%", () => String(value)),
        ),
      ).toEqual([]);
    });

    test.each(found)("finds %s", (value) => {
      expect(
        findingsOf(
          rule,
          yaml.replace("%", () => String(value)),
        ),
      ).toHaveLength(1);
    });
  });
}
