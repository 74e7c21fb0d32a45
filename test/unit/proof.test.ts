/** The recorded results of the lab: whether they are those of the lab as it is. Figures and times may differ. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { kernelSuites } from "../lab/kernel/suites.ts";
import { mistakes } from "../lab/mistakes/all.ts";
import { blocks, headings, kernelHeadings, recordedRows } from "../lab/results/tables.ts";
import { fewSuites, nameOf } from "../lab/suites.ts";
import { exampleFiles } from "../support/examples.ts";

const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/proof.md"), "utf8");
const rows = { ...recordedRows(page, blocks.lab), ...recordedRows(page, blocks.kernel) };
const column = (heading: string, at: number) => rows[heading]?.map((row) => row[at] ?? "").sort();

test("each table of the lab was recorded, whole", () => {
  expect(Object.keys(rows)).toEqual([...Object.values(headings), ...Object.values(kernelHeadings)]);
  for (const row of Object.values(rows).flat()) expect(row).not.toContain("");
});

test("every example, suite and mistake has its row", () => {
  expect(column(headings.examples, 0)).toEqual([...exampleFiles].sort());
  expect(column(headings.failover, 0)).toEqual([...exampleFiles].sort());
  expect(column(headings.suites, 0)).toEqual(fewSuites.map(nameOf).sort());
  expect(column(kernelHeadings.kernelMtu, 0)).toEqual(kernelSuites.map(({ name }) => name).sort());
  expect(column(headings.mistakes, 1)).toEqual(mistakes.map(({ what }) => what).sort());
});
