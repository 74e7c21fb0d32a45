import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";
import type { Diagnostic, Place } from "../../../src/diagnostic.ts";
import { reportSarif } from "../../../src/report/sarif.ts";
import { allRules } from "../../../src/rules/all.ts";
import { baseExample } from "../../../src/rules/base-example.ts";
import { sourceRules } from "../../../src/source/findings.ts";
import { parseFile } from "../../../src/source/parse.ts";

interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
  readonly region: object;
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: PhysicalLocation }[];
  readonly relatedLocations: readonly object[];
  readonly partialFingerprints: Record<string, string>;
}
interface Descriptor {
  readonly id: string;
  readonly defaultConfiguration: { readonly level: string };
  readonly [text: string]: unknown;
}
interface SarifRun {
  readonly columnKind: string;
  readonly tool: {
    readonly driver: { readonly semanticVersion: string; readonly rules: readonly Descriptor[] };
  };
  readonly results: readonly Result[];
}

const runOf = (text: string): SarifRun => {
  const log = JSON.parse(text);
  expect(log).toMatchObject({ version: "2.1.0", runs: [{ tool: { driver: { name: "vpngen" } } }] });
  return log.runs[0];
};
/** The run over files, by path. */
const sarifOf = (files: Readonly<Record<string, string>>): SarifRun => {
  const { diagnostics, parsed } = compile(Object.entries(files).map(([path, text]) => ({ path, text })));
  return runOf(reportSarif(diagnostics, parsed, { version: "1.2.3" }));
};
const finding = (place: Place, more: Partial<Diagnostic> = {}): Diagnostic => ({
  rule: "yaml/tab",
  severity: "error",
  place,
  message: "wrong",
  fix: "Right it.",
  related: [],
  ...more,
});
const resultOf = (path: string, more: Partial<Diagnostic> = {}): Result | undefined =>
  runOf(reportSarif([finding({ file: path, span: [0, 1] }, more)], [], { version: "1.2.3" })).results[0];
const marksOf = ({ results }: SarifRun) =>
  results.map((result) => result.partialFingerprints["vpngenPlace/v1"]);

const equalAsns = baseExample.replace("64512", "65000");

describe("the SARIF report", () => {
  it("describes every rule and every finding about a file, found or not", () => {
    const { rules } = runOf(reportSarif([], [], { version: "1.2.3" })).tool.driver;
    expect(rules.map(({ id }) => id)).toEqual([...allRules.map(({ id }) => id), ...Object.keys(sourceRules)]);
    const equal = allRules.find(({ id }) => id === "bgp/asn-equal");
    expect(rules.find(({ id }) => id === "bgp/asn-equal")).toEqual({
      id: "bgp/asn-equal",
      shortDescription: { text: `${equal?.title}.` },
      fullDescription: { text: equal?.why },
      help: {
        text: expect.stringContaining(`${equal?.fix}\n\nSource: ${equal?.source}`),
        markdown: expect.stringContaining("```yaml\naws: { asn: 64512 }\ngcp: { asn: 64512 }\n```"),
      },
      helpUri: equal?.source,
      defaultConfiguration: { level: "error" },
      properties: { tags: ["bgp"] },
    });
    expect(rules.find(({ id }) => id === "yaml/tab")).not.toHaveProperty("helpUri");
  });

  it("keeps descriptions as short as code scanning shows them", () => {
    const { rules } = runOf(reportSarif([], [], { version: "1.2.3" })).tool.driver;
    const long = rules.filter(({ shortDescription, fullDescription }) =>
      [shortDescription, fullDescription].some((text) => JSON.stringify(text).length > 1024),
    );
    expect(long).toEqual([]);
  });

  it("gives each severity its level", () => {
    const { rules } = runOf(reportSarif([], [], { version: "1.2.3" })).tool.driver;
    for (const { id, severity } of allRules) {
      const level = severity === "info" ? "note" : severity;
      expect(rules.find((rule) => rule.id === id)?.defaultConfiguration).toEqual({ level });
    }
    expect(resultOf("f", { severity: "info" })?.level).toBe("note");
    expect(resultOf("f", { severity: "warning" })?.level).toBe("warning");
  });

  it("has rule, message, place and related place of a finding", () => {
    const { columnKind, results, tool } = sarifOf({ "vpn.yaml": equalAsns });
    const physicalLocation = (startLine: number, startColumn: number) => ({
      artifactLocation: { uri: "vpn.yaml", uriBaseId: "%SRCROOT%" },
      region: { startLine, startColumn, endLine: startLine, endColumn: startColumn + 5 },
    });
    expect(columnKind).toBe("unicodeCodePoints");
    expect(tool.driver.semanticVersion).toBe("1.2.3");
    expect(results).toEqual([
      {
        ruleId: "bgp/asn-equal",
        ruleIndex: allRules.findIndex(({ id }) => id === "bgp/asn-equal"),
        level: "error",
        message: { text: expect.stringMatching(/^ASN 65000 is .* its own\. Give one side .*\.$/) },
        locations: [{ physicalLocation: physicalLocation(16, 8) }],
        relatedLocations: [
          { id: 1, physicalLocation: physicalLocation(5, 8), message: { text: "the same number here" } },
        ],
        partialFingerprints: { "vpngenPlace/v1": expect.stringMatching(/^[0-9a-f]{16}:1$/) },
      },
    ]);
  });

  it.each([...allRules, ...Object.keys(sourceRules).map((id) => ({ id }))])("points at $id", ({ id }) => {
    const run = runOf(
      reportSarif([finding({ file: "f", span: [0, 1] }, { rule: id })], [], { version: "1.2.3" }),
    );
    expect(run.tool.driver.rules[run.results[0]?.ruleIndex ?? -1]?.id).toBe(id);
  });

  it("counts columns in code points", () => {
    const { results } = sarifOf({
      "vpn.yaml": equalAsns.replace("  asn: 65000\n  gateway", '  "🚀": 1\n  gateway'),
    });
    expect(results.find(({ ruleId }) => ruleId === "shape/unknown-key")?.locations).toMatchObject([
      { physicalLocation: { region: { startLine: 5, startColumn: 3, endColumn: 6 } } },
    ]);
  });

  it.each([
    ["vpn.yaml", { uri: "vpn.yaml", uriBaseId: "%SRCROOT%" }],
    ["./a//b.vpn.yaml", { uri: "a/b.vpn.yaml", uriBaseId: "%SRCROOT%" }],
    ["../日 本/a#b?c%d.yaml", { uri: "../%E6%97%A5%20%E6%9C%AC/a%23b%3Fc%25d.yaml", uriBaseId: "%SRCROOT%" }],
    ["urn:a.yaml", { uri: "urn%3Aa.yaml", uriBaseId: "%SRCROOT%" }],
    ["/etc/vpn.yaml", { uri: "file:///etc/vpn.yaml" }],
    ["C:/nets/vpn.yaml", { uri: "file:///C:/nets/vpn.yaml" }],
    ["a\ud800.yaml", { uri: "a%EF%BF%BD.yaml", uriBaseId: "%SRCROOT%" }],
    ["<stdin>", { uri: "%3Cstdin%3E", description: { text: "Standard input; not a file." } }],
  ])("names %j by a URI", (path, artifactLocation) => {
    expect(resultOf(path)?.locations[0]?.physicalLocation.artifactLocation).toEqual(artifactLocation);
  });

  it("has neither placeholders nor links in a message, whatever the file holds", () => {
    const result = resultOf("f", { message: "{0} in {name} is [here](https://example.com)" });
    expect(result?.message.text).toBe("{{0}} in {{name}} is [here] (https://example.com). Right it.");
    expect(resultOf("f", { message: "did you mean `a`?" })?.message.text).toBe("did you mean `a`? Right it.");
  });

  it("masks what is hidden", () => {
    const file = parseFile({ path: "f", text: "preSharedKeys:\n  a1: hunter2.hunter2\n" });
    const place: Place = { file: "f", path: ["preSharedKeys", "a1"], part: "value" };
    const text = reportSarif([finding(place, { message: '"hunter2.hunter2" is wrong' })], [file], {
      version: "1.2.3",
    });
    expect(text).toContain('\\"***\\" is wrong');
    expect(text).not.toContain("hunter2");
  });

  it("shows nothing of a key that stands where a key of the language should", () => {
    const key = "hunter2".repeat(4);
    const path = ["aws", "tags", key];
    const text = reportSarif([finding({ file: "f", path, part: "key" })], [], { version: "1.2.3" });
    expect(text).not.toContain(key);
  });
});

describe("a fingerprint", () => {
  const two = equalAsns.replace("10.20.0.0/16", "10.20.0.1/16");

  it("stays when lines are put in above, and when the message changes", () => {
    const before = sarifOf({ "vpn.yaml": two });
    const after = sarifOf({ "vpn.yaml": `# a\n# b\n\n${two.replaceAll("65000", "65001")}` });
    expect(before.results).toHaveLength(2);
    expect(after.results.map(({ locations }) => locations)).not.toEqual(
      before.results.map(({ locations }) => locations),
    );
    expect(marksOf(after)).toEqual(marksOf(before));
  });

  it("stays for an error in the YAML, which has no path", () => {
    const broken = `${baseExample}gcp: {}\ngcp: {}\n`;
    const before = marksOf(sarifOf({ "vpn.yaml": broken }));
    expect(new Set(before).size).toBe(before.length);
    expect(before.length).toBeGreaterThan(1);
    expect(marksOf(sarifOf({ "vpn.yaml": `# a\n${broken}` }))).toEqual(before);
  });

  it("differs by rule, file, path and part, and counts what shares them", () => {
    const place = (file: string, part: "key" | "value", ...path: string[]): Place => ({ file, path, part });
    const findings = [
      finding(place("f", "value", "aws")),
      finding(place("f", "key", "aws")),
      finding(place("f", "value", "gcp")),
      finding(place("g", "value", "aws")),
      finding(place("f", "value", "aws"), { rule: "yaml/key" }),
      finding(place("f", "value", "aws"), { message: "wrong again" }),
    ];
    const marks = marksOf(runOf(reportSarif(findings, [], { version: "1.2.3" })));
    expect(new Set(marks).size).toBe(findings.length);
    const hashes = marks.map((mark = "") => mark.slice(0, 16));
    expect(new Set(hashes).size).toBe(findings.length - 1);
    expect(marks.filter((mark) => mark?.endsWith(":2"))).toHaveLength(1);
  });

  it("is the same for one file, however the command line spells it", () => {
    expect(marksOf(sarifOf({ "./vpn.yaml": two }))).toEqual(marksOf(sarifOf({ "vpn.yaml": two })));
  });
});
