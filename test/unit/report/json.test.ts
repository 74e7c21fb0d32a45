import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../src/diagnostic.ts";
import { reportJson } from "../../../src/report/json.ts";
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
