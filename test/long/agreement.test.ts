/** The comparison of test/unit/agreement.test.ts over thousands of documents. */
import { describe, expect, it } from "vitest";
import { random, randomTwice, richDocuments, systematic, tally } from "../support/agreement-cases.ts";
import { beyondSchema } from "../support/beyond-schema.ts";

describe.each([1, 2, 3])("the JSON Schema and the compiler, seed %d", (seed) => {
  it("agree on every damage to every value of a document that has nearly every key", () => {
    for (const document of richDocuments(2, seed)) check(tally(systematic(document, { every: 1 })));
  });

  it("agree on random damage to random documents", () => {
    check(tally(random(5000, seed)));
  });

  it("agree that two damages are an error", () => {
    check(tally(randomTwice(3000, seed), "one"));
  });
});

function check({ refused, unexplained, beyondSchema: found }: ReturnType<typeof tally>): void {
  expect(refused).toBeGreaterThan(1000);
  expect(unexplained).toEqual([]);
  expect([...found].filter((rule) => !beyondSchema.includes(rule))).toEqual([]);
}
