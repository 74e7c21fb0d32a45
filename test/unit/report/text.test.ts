import { describe, expect, it } from "vitest";
import type { Diagnostic, Place } from "../../../src/diagnostic.ts";
import { reportText } from "../../../src/report/text.ts";
import { parseFile } from "../../../src/source/parse.ts";

const place = (file: string, start: number, end: number): Place => ({ file, span: [start, end] });
const finding = (at: Place, more: Partial<Diagnostic> = {}): Diagnostic => ({
  rule: "test/rule",
  severity: "error",
  place: at,
  message: "wrong",
  fix: "Right it.",
  related: [],
  ...more,
});
const report = (text: string, start: number, end: number): string[] => {
  const file = parseFile({ path: "f", text });
  return reportText([finding(place("f", start, end))], [file]).split("\n");
};

describe("the text report", () => {
  it("has the place, the line with a mark, the related place and the fix", () => {
    const files = ["name: a\nasn: 1\n", "asn: 1\n"].map((text, index) =>
      parseFile({ path: `f${index}`, text }),
    );
    const related = [{ place: place("f1", 5, 6), message: "the same here" }];
    expect(
      reportText([finding(place("f0", 13, 14), { related })], files),
    ).toBe(`f0:2:6: error: wrong [test/rule]
  2 | asn: 1
    |      ^
  f1:1:6: the same here
  1 | asn: 1
    |      ^
  fix: Right it.

1 error in 2 files
`);
  });

  it("lists findings by file, then by place, the worst first", () => {
    const files = ["b", "a"].map((path) => parseFile({ path, text: "x: 1\ny: 2\n" }));
    const findings = [
      finding(place("a", 0, 1)),
      finding(place("b", 5, 6), { severity: "info" }),
      finding(place("b", 5, 6), { severity: "error" }),
      finding(place("b", 0, 1), { severity: "warning" }),
    ];
    const heads = reportText(findings, files).match(/^\w:.*(?= wrong)/gm);
    expect(heads).toEqual(["b:1:1: warning:", "b:2:1: error:", "b:2:1: info:", "a:1:1: error:"]);
    expect(reportText(findings, files)).toMatch(/\n2 errors, 1 warning, 1 note in 2 files\n$/);
  });

  it("says so where nothing was found", () => {
    expect(reportText([], [parseFile({ path: "f", text: "" })])).toBe("no findings in 1 file\n");
  });

  it("marks what stands behind tabs, wide characters and combining ones", () => {
    expect(report("a\tb\tX", 4, 5).slice(1, 3)).toEqual(["  1 | a   b   X", "    |         ^"]);
    expect(report("日本 X", 3, 4).slice(1, 3)).toEqual(["  1 | 日本 X", "    |      ^"]);
    expect(report("ｶﾅ X", 3, 4).slice(1, 3)).toEqual(["  1 | ｶﾅ X", "    |    ^"]);
    expect(report("🚀👩‍👩‍👧 X", 11, 12).slice(1, 3)).toEqual(["  1 | 🚀👩‍👩‍👧 X", "    |      ^"]);
    expect(report("e\u0301 X", 3, 4).slice(1, 3)).toEqual(["  1 | e\u0301 X", "    |   ^"]);
    expect(report("日本", 0, 2).slice(1, 3)).toEqual(["  1 | 日本", "    | ^^^^"]);
  });

  it("marks the first line of a span of several, and one column of an empty one", () => {
    expect(report("a: 1\nb: 2\n", 3, 8).slice(1, 3)).toEqual(["  1 | a: 1", "    |    ^"]);
    expect(report("a: 1", 4, 4).slice(1, 3)).toEqual(["  1 | a: 1", "    |     ^"]);
  });

  it("trims a long line around the mark, at whatever length", () => {
    const long = `a: [${"10.0.0.0/8, ".repeat(40_000)}`;
    const [, line = "", mark = ""] = report(`${long}X${long}`, long.length, long.length + 1);
    expect(line.length).toBeLessThan(120);
    expect(line[mark.indexOf("^")]).toBe("X");
    expect(line).toMatch(/^ {2}1 \| ….*…$/);
    const [, start = ""] = report(long, 0, 1);
    expect(start).toMatch(/^ {2}1 \| a: \[.*…$/);
  });

  it("shows nothing that a terminal would act on", () => {
    const file = parseFile({ path: "\u001b[31mf", text: "a: \u001b[31m\u202e\n" });
    const text = reportText([finding(place(file.path, 3, 4), { message: "bad \u001b[0m" })], [file]);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
  });

  it("masks what is hidden, in the line and in a rule's message", () => {
    const text = "preSharedKeys:\n  a1: hunter2.hunter2\n";
    const file = parseFile({ path: "f", text });
    const report = reportText(
      [finding(place("f", 17, 19), { message: '"hunter2.hunter2" is wrong' })],
      [file],
    );
    expect(report).toContain("  2 |   a1: ***************\n");
    expect(report).toContain('error: "***" is wrong');
    expect(report).not.toContain("hunter2");
  });

  it("masks it likewise in the fix, in related places and where it is cut short", () => {
    const file = parseFile({ path: "f", text: "preSharedKeys:\n  a1: hunter2.hunter2\n" });
    const related = [{ place: place("f", 0, 13), message: "HUNTER2.HUNTER2 is here" }];
    const found = finding(place("f", 17, 19), {
      message: "at hunter2.hun…",
      fix: "Not hunter2.hunter2.",
      related,
    });
    const report = reportText([found], [file]);
    expect(report).toContain("error: at ***… [test/rule]");
    expect(report).toContain("f:1:1: *** is here");
    expect(report).toContain("fix: Not ***");
    expect(report.toLowerCase()).not.toContain("hunter2");
  });

  it("has colours only where they are asked for", () => {
    const file = parseFile({ path: "f", text: "a: 1\n" });
    const findings = [finding(place("f", 0, 1))];
    const coloured = reportText(findings, [file], { colour: true });
    expect(coloured).toContain("\u001b[1;31merror\u001b[0m");
    expect(coloured.replace(/\p{Cc}\[[\d;]*m/gu, "")).toBe(reportText(findings, [file]));
  });
});
