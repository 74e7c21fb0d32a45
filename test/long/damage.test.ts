/** The cases of test/unit/damage.test.ts in numbers: more than 10,000 damaged files. */
import { describe, expect, it } from "vitest";
import { damaged, survives } from "../support/damage.ts";
import { exampleFiles, exampleText } from "../support/examples.ts";

const seedsPerFile = 2500;

describe("a damaged file", () => {
  it.each(exampleFiles)(`ends in findings inside the file in ${seedsPerFile} ways: %s`, (file) => {
    const text = exampleText(file);
    let failures = 0;
    for (let seed = 1000; seed < 1000 + seedsPerFile; seed++) {
      const { kinds, source } = damaged(text, seed);
      try {
        if (survives(file, source)) failures += 1;
      } catch (error) {
        throw new Error(`seed ${seed}: ${kinds.join(", ")}`, { cause: error });
      }
    }
    expect(failures).toBeGreaterThan(seedsPerFile / 2);
  });
});
