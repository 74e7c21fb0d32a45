/** A file with more findings than anybody reads: a report has a thousand, and says how many it leaves out. */
import { describe, expect, it } from "vitest";
import type { Diagnostic, Severity } from "../../../src/diagnostic.ts";
import { reportGithub } from "../../../src/report/github.ts";
import { reportJson } from "../../../src/report/json.ts";
import { reportSarif } from "../../../src/report/sarif.ts";
import { reportText } from "../../../src/report/text.ts";
import { parseFile } from "../../../src/source/parse.ts";

const file = parseFile({ path: "f", text: "a: 1\n".repeat(1500) });
const findings = (count: number, severityOf: (index: number) => Severity = () => "error"): Diagnostic[] =>
  Array.from({ length: count }, (_, index) => ({
    rule: "test/rule",
    severity: severityOf(index),
    place: { file: "f", span: [index * 5, index * 5 + 1] },
    message: `wrong ${index}`,
    fix: "Right it.",
    related: [],
  }));
const sarif = (found: readonly Diagnostic[]) =>
  JSON.parse(reportSarif(found, [file], { version: "1.2.3" })).runs[0];

describe("a report of 1,000 findings", () => {
  const found = findings(1000);
  it("has them all, and says nothing of others", () => {
    expect(reportText(found, [file]).match(/error: wrong/g)).toHaveLength(1000);
    expect(reportText(found, [file])).not.toContain("more finding");
    expect(JSON.parse(reportJson(found, [file]))).not.toHaveProperty("omitted");
    expect(sarif(found)).not.toHaveProperty("invocations");
    expect(reportGithub(found, [file]).trimEnd().split("\n")).toHaveLength(1000);
  });
});

describe("a report of more findings", () => {
  const found = findings(1007);
  const last = "7 more findings are not shown; fix these first";
  it("has 1,000 and the number of the others, and counts all", () => {
    const text = reportText(found, [file]);
    expect(text.match(/error: wrong/g)).toHaveLength(1000);
    expect(text).toMatch(new RegExp(`\n${last}\n\n1007 errors in 1 file\n$`));
    const json = JSON.parse(reportJson(found, [file]));
    expect(json.diagnostics).toHaveLength(1000);
    expect(json).toMatchObject({ omitted: 7, summary: { errors: 1007 } });
    expect(sarif(found).results).toHaveLength(1000);
    expect(sarif(found).invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [{ level: "warning", message: { text: `${last}.` } }],
      },
    ]);
    const annotations = reportGithub(found, [file]).trimEnd().split("\n");
    expect(annotations).toHaveLength(1001);
    expect(annotations.at(-1)).toBe(`::warning title=vpngen::${last}`);
  });

  it("says it of one in the singular", () => {
    expect(reportText(findings(1001), [file])).toContain("\n1 more finding is not shown; fix these first\n");
  });

  it("has the worst, in the order of the file", () => {
    const mixed = findings(1300, (index) => (index < 200 ? "info" : index < 400 ? "warning" : "error"));
    const { diagnostics } = JSON.parse(reportJson(mixed, [file]));
    const lines = diagnostics.map(({ line }: { line: number }) => line);
    expect(lines).toEqual(lines.toSorted((a: number, b: number) => a - b));
    const count = (severity: string) =>
      diagnostics.filter((one: { severity: string }) => one.severity === severity).length;
    expect([count("error"), count("warning"), count("info")]).toEqual([900, 100, 0]);
    expect(lines[0]).toBe(201);
  });
});
