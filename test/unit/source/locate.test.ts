import { describe, expect, it } from "vitest";
import { lineSpan, locate } from "../../../src/source/locate.ts";
import { parseFile } from "../../../src/source/parse.ts";

const text = "a: 1\r\n東🚀: {\tb: 2 }\r\n\nlast";
const file = parseFile({ path: "vpn.yaml", text });
const at = (start: number, end: number) => {
  const { line, column, endLine, endColumn } = locate({ file: "vpn.yaml", span: [start, end] }, [file]);
  return `${line}:${column}-${endLine}:${endColumn}`;
};

describe("locating", () => {
  it("counts lines and columns from 1, and excludes the end", () => {
    expect(at(0, 1)).toBe("1:1-1:2");
    expect(at(3, 4)).toBe("1:4-1:5");
  });

  it("counts characters, not code units, and a tab as one", () => {
    expect(at(text.indexOf("b"), text.indexOf("b") + 1)).toBe("2:7-2:8");
  });

  it("spans lines", () => {
    expect(at(0, text.indexOf("{") + 1)).toBe("1:1-2:6");
  });

  it("stays inside the file", () => {
    expect(at(text.length, text.length)).toBe("4:5-4:5");
    expect(at(-5, 99_999)).toBe("1:1-4:5");
    expect(at(3, 1)).toBe("1:4-1:4");
  });

  it("is the beginning of a file that was not read", () => {
    expect(locate({ file: "other.yaml", path: ["a"], part: "value" }, [file])).toEqual({
      file: "other.yaml",
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
    });
  });

  it("knows a line's text without its end", () => {
    expect([1, 2, 3, 4, 5].map((line) => text.slice(...lineSpan(line, file)))).toEqual([
      "a: 1",
      "東🚀: {\tb: 2 }",
      "",
      "last",
      "",
    ]);
  });
});
