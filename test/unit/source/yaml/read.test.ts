import { describe, expect, it } from "vitest";
import { readDocument } from "../../../../src/source/yaml/read.ts";
import { plainValue } from "../../../../src/source/yaml/tree.ts";
import { expectReadOrRefused, hostileTexts, nestedAliases } from "../../../support/hostile.ts";

const readValue = (text: string) => {
  const { tree, problems } = readDocument(text);
  expect(problems).toEqual([]);
  return tree && plainValue(tree);
};
const rulesOf = (text: string) => readDocument(text).problems.map(({ rule }) => rule);

describe("a document", () => {
  it("is YAML 1.2: `yes` is text, `010` is ten, `on` is a key like others", () => {
    expect(readValue("{ a: yes, b: 010, on: 0x10, d: 1e3, e: null, f: ~, g: 2001-01-01 }")).toEqual({
      a: "yes",
      b: 10,
      on: 16,
      d: 1000,
      e: null,
      f: null,
      g: "2001-01-01",
    });
  });

  it("has texts as keys, whatever they look like", () => {
    expect(readValue("{ 1: a, true: b, null: c, 1.50: d }")).toEqual({
      1: "a",
      true: "b",
      null: "c",
      "1.50": "d",
    });
  });

  it("puts an anchor's value in the place of its aliases, the last anchor of a name counting", () => {
    expect(readValue("a: &x [1]\nb: *x\nc: &x 2\nd: *x\n")).toEqual({ a: [1], b: [1], c: 2, d: 2 });
  });

  it("merges mappings: own keys win wherever they stand, then earlier ones", () => {
    const text = "x: &x { a: 1, b: 1 }\ny: &y { b: 2, c: 2 }\nz: { c: 3, <<: [*x, *y], d: 3 }\n";
    expect(readValue(text)).toMatchObject({ z: { a: 1, b: 1, c: 3, d: 3 } });
  });

  it("takes a quoted `<<` for a key", () => {
    expect(readValue('"<<": { a: 1 }')).toEqual({ "<<": { a: 1 } });
  });

  it("keeps `__proto__` and `constructor` as keys of their own, and changes no prototype", () => {
    const value = readValue("__proto__: { polluted: true }\nconstructor: 1\n") as object;
    expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect({}).not.toHaveProperty("polluted");
  });

  it("may be followed by an empty document and by comments", () => {
    expect(readValue("a: 1\n---\n# nothing\n...\n")).toEqual({ a: 1 });
    expect(readValue("---\n---\na: 1\n")).toEqual({ a: 1 });
  });

  it.each([
    ["", "yaml/empty"],
    ["# only this\n", "yaml/empty"],
    ["---\n...\n", "yaml/empty"],
    ["%YAML 1.1\n---\na: 1\n", "yaml/directive"],
    ["a: 1\n---\nb: 1\n", "yaml/several-documents"],
    ["a: 1\na: 2\n", "yaml/duplicate-key"],
    ["a: 1\n'a': 2\n", "yaml/duplicate-key"],
    ["{ <<: {}, <<: {} }", "yaml/duplicate-key"],
    ["[a]: 1\n", "yaml/key"],
    ["? { a: b }\n: c\n", "yaml/key"],
    ["a: !Ref b\n", "yaml/tag"],
    ["a: !!timestamp 2001-01-01\n", "yaml/tag"],
    ["a: !!binary cHJvZA==\n", "yaml/tag"],
    ["a: *b\n", "yaml/alias"],
    ["a: &a [*a]\n", "yaml/alias"],
    ["a: &a { b: { <<: *a } }\n", "yaml/alias"],
    ["<<: [1]\n", "yaml/merge"],
    ["a:\n\tb: 1\n", "yaml/tab"],
    ["a: b: c\n", "yaml/syntax"],
  ])("with %j is a finding", (text, rule) => {
    expect(rulesOf(text)).toContain(rule);
  });
});

describe("a hostile document", () => {
  it.each(hostileTexts(64 * 1024))("of %s is read or refused", (_name, text) => {
    expectReadOrRefused(text);
  });

  it("of nested aliases is told where they become too many", () => {
    const { problems } = readDocument(nestedAliases);
    expect(problems.map(({ rule }) => rule)).toEqual(["yaml/alias"]);
  });
});
