/** What is said about keys that people look for is true of the language. */
import { describe, expect, it } from "vitest";
import { typesAt } from "../../../../src/source/schema/at-path.ts";
import { foreignNames } from "../../../../src/source/shape/foreign-names.ts";
import { sought, soughtKey } from "../../../../src/source/shape/sought-keys.ts";

/** Whether the language has a path, in which `[]` stands for any item. */
function exists(dotted: string): boolean {
  const path = dotted.split(/\.|(?=\[\])/).map((step) => (step === "[]" ? 0 : step));
  return typesAt(path).size > 0;
}

describe("the language has", () => {
  const named = sought.flatMap(({ because, fix }) =>
    [...`${because} ${fix}`.matchAll(/`([a-z]\w*(?:(?:\[\])?\.\w+)+(?:\[\])?)`/gi)].map(
      ([, path]) => path ?? "",
    ),
  );
  const files = ["backend.tf"];
  it.each([...new Set([...named, ...Object.values(foreignNames)])].filter((path) => !files.includes(path)))(
    "%s, which a message names",
    (path) => {
      expect(exists(path)).toBe(true);
    },
  );
});

it("nothing is said about a key that nobody looks for", () => {
  for (const path of [[], ["aws"], ["gcp"], ["output"]]) expect(soughtKey(path, "colour")).toBeUndefined();
});

it.each(sought.map((one) => [one.because, one] as const))("%s: ends in one sentence or more", (_, one) => {
  expect(one.because).not.toMatch(/\.$/);
  expect(one.fix).toMatch(/^[A-Z].*\.$/);
});
