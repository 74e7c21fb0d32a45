/** SARIF as the standard's own JSON Schema sees it; Microsoft's SARIF tools bring it along. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import { compile, type Source } from "../../src/compile.ts";
import { reportSarif } from "../../src/report/sarif.ts";
import { allRules } from "../../src/rules/all.ts";
import { requireTool } from "./require.ts";

const errors = path.resolve(import.meta.dirname, "../errors");
const fixtures = readdirSync(errors).filter((file) => file.endsWith(".yaml"));
const broken = fixtures.map((file): Source => ({ path: file, text: readFileSync(path.join(errors, file)) }));

requireTool("@microsoft/sarif-multitool-ts")("the schema of SARIF 2.1.0", () => {
  let errorsOn: (log: unknown) => unknown;

  beforeAll(() => {
    const { resolve } = createRequire(import.meta.url);
    const tools = path.dirname(resolve("@microsoft/sarif-multitool-ts"));
    const schema = JSON.parse(readFileSync(path.join(tools, "../assets/sarif-2.1.0.schema.json"), "utf8"));
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    createRequire(import.meta.url)("ajv-formats")(ajv);
    const validate = ajv.compile(schema);
    errorsOn = (log) => (validate(log) ? [] : validate.errors);
  });

  /** The log over all files together. */
  function logOf(sources: readonly Source[]) {
    const { diagnostics, parsed } = compile(sources);
    return JSON.parse(reportSarif(diagnostics, parsed, { version: "1.2.3" }));
  }

  test("accepts the log of a run without findings", () => {
    expect(errorsOn(logOf([]))).toEqual([]);
  });

  test("accepts the log of every mistake in test/errors, one by one and together", () => {
    for (const source of broken)
      expect({ [source.path]: errorsOn(logOf([source])) }).toEqual({ [source.path]: [] });
    const log = logOf(broken);
    expect(log.runs[0].results.length).toBeGreaterThanOrEqual(broken.length);
    expect(errorsOn(log)).toEqual([]);
  });

  test("accepts every way to name a file", () => {
    const [{ text } = { text: "" }] = broken;
    const paths = ["./a b.yaml", "/etc/vpn.yaml", "../日本#?.yaml", "C:/vpn.yaml", "<stdin>", "a:b.yaml"];
    const log = logOf(paths.map((file) => ({ path: file, text })));
    expect(log.runs[0].results.length).toBeGreaterThanOrEqual(paths.length);
    expect(errorsOn(log)).toEqual([]);
  });

  test("refuses a log whose parts are wrong, so it is looked at", () => {
    const log = logOf(broken);
    const [run] = log.runs;
    const [result] = run.results;
    for (const wrong of [
      { ...run, tool: {} },
      { ...run, columnKind: "bytes" },
      { ...run, results: [{ ...result, level: "info" }] },
      { ...run, results: [{ ...result, message: "text" }] },
      { ...run, results: [{ ...result, partialFingerprints: { a: 1 } }] },
      { ...run, tool: { driver: { name: "vpngen", rules: [{ id: allRules[0]?.id, helpUri: "docs#a b" }] } } },
    ]) {
      expect(errorsOn({ ...log, runs: [wrong] })).not.toEqual([]);
    }
  });
});
