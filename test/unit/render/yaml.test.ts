import fc from "fast-check";
import prettier from "prettier";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { tagged, yamlFile } from "../../../src/render/yaml.ts";
import { anyCharacters } from "../../support/arbitrary-values.ts";

const awkward = [
  "",
  "yes",
  "Off",
  "~",
  "0o17",
  "0x1f",
  "1:30",
  "2026-11-23",
  "=",
  "<<",
  "-",
  "a: b",
  "a #b",
  "a:",
  "'",
  '"',
  "\"'",
  '"\\',
  "a\nb",
  " a ",
  "\u2028",
  "\u0085",
  "\ufeff",
  "日本語",
  "&a",
  "*a",
  "!a",
  "|",
  "{a",
  "[a",
  "%a",
  "@a",
  "`a",
];
const anyText = fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: "grapheme" }), anyCharacters());

test("every version of YAML reads each text back, and Prettier leaves it alone", async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const file = yamlFile({ header: "Made", value: { Texts: [text, { Key: text }] }, comments: {} });
      expect(parse(file, { schema: "yaml-1.1" })).toEqual({ Texts: [text, { Key: text }] });
      expect(parse(file, { schema: "core" })).toEqual({ Texts: [text, { Key: text }] });
      expect(await prettier.format(file, { parser: "yaml" })).toBe(file);
    }),
    { numRuns: 500 },
  );
});

test("comments stand above their keys, with an empty line before", () => {
  const shared = [{ Key: "a" }];
  const file = yamlFile({
    header: "Made\nfrom vpn.yaml",
    value: { First: { One: shared, Two: shared }, Second: tagged("!Not", [tagged("!Ref", "One")]) },
    comments: { "First/One": "the first", "First/Two": "the second,\n\nand more" },
  });
  expect(file).toBe(`# Made from vpn.yaml

First:
  # the first
  One:
    - Key: a

  # the second,
  #
  # and more
  Two:
    - Key: a

Second: !Not [!Ref One]
`);
});
