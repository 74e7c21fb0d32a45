import { describe, expect, it } from "vitest";
import { damaged, survives } from "../support/damage.ts";
import { exampleFiles, exampleText } from "../support/examples.ts";

describe("a damaged file", () => {
  it.each(exampleFiles)("ends in findings inside the file, never in an exception: %s", (file) => {
    const text = exampleText(file);
    let failures = 0;
    for (let seed = 0; seed < 80; seed++) {
      const { kinds, source } = damaged(text, seed);
      try {
        if (survives(file, source)) failures += 1;
      } catch (error) {
        throw new Error(`seed ${seed}: ${kinds.join(", ")}`, { cause: error });
      }
    }
    // Damage that always goes unnoticed would be no damage.
    expect(failures).toBeGreaterThan(40);
  });
});
