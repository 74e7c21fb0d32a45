/** The recorded results of the lab: whether they are those of the lab as it is. Figures and times may differ. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { mistakes } from "../lab/mistakes/all.ts";
import { blocks, headings, recordedRows } from "../lab/results/tables.ts";
import { fewSuites, nameOf } from "../lab/suites.ts";
import { exampleFiles } from "../support/examples.ts";

const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/proof.md"), "utf8");
const rows = recordedRows(page, blocks.lab);
const column = (heading: string, at: number) => rows[heading]?.map((row) => row[at] ?? "").sort();

test("each table of the lab was recorded, whole", () => {
  expect(Object.keys(rows)).toEqual(Object.values(headings));
  for (const row of Object.values(rows).flat()) expect(row).not.toContain("");
});

test("every example, suite and mistake has its row", () => {
  expect(column(headings.examples, 0)).toEqual([...exampleFiles].sort());
  expect(column(headings.failover, 0)).toEqual([...exampleFiles].sort());
  expect(column(headings.suites, 0)).toEqual(fewSuites.map(nameOf).sort());
  expect(column(headings.mistakes, 1)).toEqual(mistakes.map(({ what }) => what).sort());
});
