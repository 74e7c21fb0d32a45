/** What `schemas/vpn.schema.json` refuses, `compile` refuses; the converse but for listed rules. */
import { describe, expect, it } from "vitest";
import { allRules } from "../../src/rules/all.ts";
import { accepts } from "../support/agreement.ts";
import { random, randomTwice, richDocuments, systematic, tally } from "../support/agreement-cases.ts";
import { beyondSchema } from "../support/beyond-schema.ts";
import { filesOf, findingsOn } from "./rules/lay-over.ts";

const once = tally([
  ...richDocuments(2, 20231206).flatMap((document) => [...systematic(document, { every: 16 })]),
  ...random(500, 20231206),
]);
const twice = tally(randomTwice(150, 20231206), "one");

/** Rules whose example of what they refuse is right for the schema. */
const inExamples = allRules
  .filter(
    ({ severity, bad }) =>
      severity === "error" && filesOf(bad).every(({ text }) => accepts(JSON.parse(text))),
  )
  .map(({ id }) => id);

/** Beside the examples: rules of which the schema knows one half. */
const otherHalves = [
  "gcp: { firewall: { allow: [tcp/70000] } }",
  `aws:
  vpcs:
    - id: vpc-0a1b2c3d4e5f60718
      cidrs: [10.20.0.0/16]
      routeTables: external
      securityGroups:
        - { id: sg-0a1b2c3d4e5f60718, allow: [tcp/443] }
        - { id: sg-0a1b2c3d4e5f60718, allow: [tcp/443, icmp] }
`,
].map((yaml) => ({ yaml }));
const inOtherHalves = otherHalves
  .filter((example) => filesOf(example).every(({ text }) => accepts(JSON.parse(text))))
  .flatMap((example) => findingsOn(example))
  .filter(({ severity }) => severity === "error")
  .map(({ rule }) => rule);

describe("what the JSON Schema refuses", () => {
  it("is refused by the compiler at that place or above it, after one damage", () => {
    expect(once.refused).toBeGreaterThan(400);
    expect(once.unexplained).toEqual([]);
  });

  it("is refused by the compiler after two damages", () => {
    expect(twice.refused).toBeGreaterThan(80);
    expect(twice.unexplained).toEqual([]);
  });

  it.each(allRules.filter(({ severity }) => severity !== "error"))(
    "is not what $id only warns of",
    ({ bad }) => {
      for (const { text } of filesOf(bad)) expect(accepts(JSON.parse(text))).toBe(true);
    },
  );
});

describe("what the JSON Schema accepts", () => {
  const found = [...once.beyondSchema, ...twice.beyondSchema, ...inExamples, ...inOtherHalves];

  it("is refused by the compiler only for rules of which a schema cannot speak", () => {
    expect(found.filter((rule) => !beyondSchema.includes(rule))).toEqual([]);
  });

  it.each(beyondSchema)("can break %s", (rule) => {
    expect(found).toContain(rule);
  });

  it.each(allRules)("has what is right for $id", ({ good }) => {
    for (const { text } of filesOf(good)) expect(accepts(JSON.parse(text))).toBe(true);
  });
});
