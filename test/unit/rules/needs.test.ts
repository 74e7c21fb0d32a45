/** Rules on sections run where these are whole, and nowhere else. */
import { describe, expect, test } from "vitest";
import { judge } from "../../../src/judge.ts";
import { allRules } from "../../../src/rules/all.ts";
import { filesOf, findingsOn } from "./lay-over.ts";

const [base] = filesOf({ yaml: "{}" });
const all = Object.keys(base?.sections ?? {});
const rules = allRules.flatMap((rule) =>
  typeof rule.needs === "string" ? [] : [{ rule, needs: rule.needs }],
);

describe.each(rules)("$rule.id", ({ rule, needs }) => {
  const files = filesOf(rule.bad);
  /** Findings on the bad example, where just those sections are whole. */
  const judged = (whole: readonly string[]) =>
    judge(
      files.map((file) => ({
        ...file,
        config: undefined,
        sections: Object.fromEntries(Object.entries(file.sections).filter(([name]) => whole.includes(name))),
      })),
      { rules: [rule] },
    );
  const allBut = (broken: string) => all.filter((section) => section !== broken);

  test("needs no section but those that it names", () => {
    // A rule that names none looks at whatever is there.
    const named = needs.length === 0 ? all : needs.map(String);
    expect(judged(named)).toEqual(findingsOn(rule.bad, [rule]));
  });

  test("can do without each section that it does not name", () => {
    for (const broken of all) expect(() => judged(allBut(broken))).not.toThrow();
  });

  test.each(needs)("passes over a file whose %s is broken", (need) => {
    expect(judged(allBut(need))).toEqual([]);
  });
});
