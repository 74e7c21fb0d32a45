import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile.ts";
import type { Diagnostic } from "../../../src/diagnostic.ts";
import { reportJson } from "../../../src/report/json.ts";
import { baseExample } from "../../../src/rules/base-example.ts";
import { parseFile } from "../../../src/source/parse.ts";

describe("the JSON report", () => {
  it("is one versioned object with every finding's words and places", () => {
    const file = parseFile({
      path: "vpn.yaml",
      text: "version: 1\naws: { asn: 64512 }\ngcp: { asn: 64512 }\n",
    });
    const diagnostic: Diagnostic = {
      rule: "bgp/asn-equal",
      severity: "error",
      place: { file: "vpn.yaml", path: ["gcp", "asn"], part: "value" },
      message: "equal",
      fix: "Change one.",
      related: [{ place: { file: "vpn.yaml", path: ["aws", "asn"], part: "key" }, message: "here too" }],
    };
    expect(JSON.parse(reportJson([diagnostic], [file]))).toEqual({
      version: 1,
      diagnostics: [
        {
          rule: "bgp/asn-equal",
          severity: "error",
          message: "equal",
          fix: "Change one.",
          file: "vpn.yaml",
          line: 3,
          column: 13,
          endLine: 3,
          endColumn: 18,
          related: [{ message: "here too", file: "vpn.yaml", line: 2, column: 8, endLine: 2, endColumn: 11 }],
        },
      ],
      summary: { errors: 1, warnings: 0, infos: 0, files: 1 },
    });
  });

  it("ends with a line end, and is whole without findings", () => {
    expect(reportJson([], [])).toMatch(/\}\n$/);
    expect(JSON.parse(reportJson([], []))).toEqual({
      version: 1,
      diagnostics: [],
      summary: { errors: 0, warnings: 0, infos: 0, files: 0 },
    });
  });
});

const root = path.resolve(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const schema = JSON.parse(read("schemas/report.schema.json"));
/** The report over one file. */
const reportOn = (file: string, text: string | Uint8Array) => {
  const { diagnostics, parsed } = compile([{ path: file, text }]);
  return reportJson(diagnostics, parsed);
};

describe("the JSON Schema of the report", () => {
  /** As committed, but refusing keys that it does not describe. */
  const closed = JSON.parse(JSON.stringify(schema), (_, value) =>
    value?.type === "object" ? { ...value, additionalProperties: false } : value,
  );
  const ajv = new Ajv({ strict: true, allErrors: true });
  const validate = ajv.compile(closed);
  const errorsOn = (report: unknown) => (validate(report) ? [] : validate.errors);
  const fixtures = readdirSync(path.join(root, "test/errors")).filter((file) => file.endsWith(".yaml"));

  it.each(fixtures)("describes all of the report on %s", (file) => {
    const report = JSON.parse(reportOn(file, readFileSync(path.join(root, "test/errors", file))));
    expect(errorsOn(report)).toEqual([]);
    expect(report.diagnostics).not.toEqual([]);
  });

  it("describes a report without findings", () => {
    expect(errorsOn(JSON.parse(reportJson([], [])))).toEqual([]);
  });

  it("refuses what is no report", () => {
    const report = JSON.parse(reportOn("vpn.yaml", `${baseExample}x: 1\n`));
    expect(errorsOn(report)).toEqual([]);
    for (const key of ["version", "diagnostics", "summary"]) {
      expect(errorsOn({ ...report, [key]: undefined })).not.toEqual([]);
    }
    expect(errorsOn({ ...report, version: 2 })).not.toEqual([]);
    const [first] = report.diagnostics;
    for (const wrong of [{ line: 0 }, { severity: "note" }, { rule: "x" }, { column: "1" }]) {
      expect(errorsOn({ ...report, diagnostics: [{ ...first, ...wrong }] })).not.toEqual([]);
    }
  });

  it("lets new keys come", () => {
    const report = JSON.parse(reportOn("vpn.yaml", baseExample));
    expect(new Ajv().validate(schema, { ...report, more: true })).toBe(true);
  });
});

it("is in docs/formats.md as it is", () => {
  const [, example] = /```json\n([\s\S]*?)```/.exec(read("docs/formats.md")) ?? [];
  expect(reportOn("vpn.yaml", baseExample.replace("64512", "65000"))).toBe(example);
});
