/**
 * Every file in test/errors is a mistake that people make; beside it stands the exact report.
 *
 * `UPDATE=1 npx vitest run --project unit test/unit/errors.test.ts` writes the reports anew.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { reportText } from "../../src/report/text.ts";

const folder = path.resolve(import.meta.dirname, "../errors");
const files = readdirSync(folder).filter((file) => !file.startsWith("."));
const names = files.filter((file) => file.endsWith(".yaml")).map((file) => file.slice(0, -".yaml".length));

describe("a mistake in a file", () => {
  it.each(names)("%s is reported in the words that stand beside it", (name) => {
    const file = `${name}.yaml`;
    const {
      diagnostics,
      parsed,
      files: emitted,
    } = compile([{ path: file, text: readFileSync(path.join(folder, file)) }]);
    const report = reportText(diagnostics, parsed);
    const expected = path.join(folder, `${name}.txt`);
    if (process.env.UPDATE === "1") writeFileSync(expected, report);
    expect(report).toBe(readFileSync(expected, "utf8"));
    expect(emitted.length > 0).toBe(diagnostics.every(({ severity }) => severity !== "error"));
    expect(report).not.toContain("hunter2");
  });

  it("has both its files in test/errors, and nothing else is there", () => {
    const wanted = names.flatMap((name) => [`${name}.txt`, `${name}.yaml`]);
    expect(files.toSorted()).toEqual(wanted.toSorted());
  });
});
