import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod/mini";
import { shapesJson } from "../../../scripts/generate/shapes.ts";
import { readSection, sectionNames } from "../../../src/source/reader.ts";
import { type Section, sections } from "../../../src/source/schema.ts";
import { changes } from "../../support/changes.ts";
import { exampleFiles, exampleText } from "../../support/examples.ts";

const root = path.resolve(import.meta.dirname, "../../..");

test("the shapes are committed as they are generated", () => {
  expect(readFileSync(path.join(root, "src/source/schema/shapes.json"), "utf8")).toBe(shapesJson());
});

test("the sections are those of the schema", () => {
  expect(sectionNames).toEqual(Object.keys(sections));
});

/** What zod says: the data with its keys in order, or nothing. */
function judged(name: Section, value: unknown): string | undefined {
  const result = z.safeParse(sections[name] as z.ZodMiniType, value);
  return result.success ? JSON.stringify(result.data) : undefined;
}

function readAs(name: Section, value: unknown): string | undefined {
  const result = readSection(name, value);
  return result && JSON.stringify(result.data);
}

describe.each(exampleFiles)("%s", (file) => {
  const example = parse(exampleText(file)) as Partial<Record<Section, unknown>>;

  test("is read as zod reads it, section by section", () => {
    for (const name of sectionNames) {
      expect(readAs(name, example[name]), name).toBeDefined();
      expect(readAs(name, example[name]), name).toBe(judged(name, example[name]));
    }
  });

  test("is read as zod reads it whatever is changed, and left to zod where zod refuses it", () => {
    const seen = { taken: 0, refused: 0 };
    for (const name of sectionNames) {
      for (const changed of changes(example[name])) {
        const expected = judged(name, changed);
        seen[expected === undefined ? "refused" : "taken"] += 1;
        expect(readAs(name, changed), `${name}: ${JSON.stringify(changed)}`).toBe(expected);
      }
    }
    expect(seen.taken).toBeGreaterThan(40);
    expect(seen.refused).toBeGreaterThan(300);
  });
});

test("a default is a new value each time", () => {
  const read = () => readSection("workloads", undefined)?.data;
  expect(read()).toEqual([]);
  expect(read()).not.toBe(read());
});

test("a key that JavaScript keeps for itself is left to zod", () => {
  const labels = JSON.parse('{ "__proto__": "x" }') as object;
  const gcp = { ...(parse(exampleText("examples/tokyo/vpn.yaml")) as { gcp: object }).gcp, labels };
  expect(readSection("gcp", gcp)).toBeUndefined();
});
