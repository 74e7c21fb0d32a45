import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { Path } from "../../../../src/diagnostic.ts";
import { parseFile } from "../../../../src/source/parse.ts";
import { readDocument } from "../../../../src/source/yaml/read.ts";
import { plainValue, spanOf, type Tree } from "../../../../src/source/yaml/tree.ts";
import { exampleFiles, exampleText } from "../../../support/examples.ts";

/** Every path of a value with what is there; a value under several names is there under each. */
function pathsOf(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  const here = { path, value };
  if (Array.isArray(value)) return [here, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (!(value instanceof Object)) return [here];
  return [here, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function treeOf(text: string): Tree {
  const { tree, problems } = readDocument(text);
  expect(problems).toEqual([]);
  if (tree === undefined) throw new Error("no tree");
  return tree;
}

/** Each path's spans hold what is there: a scalar reads back as the value, a key as its name. */
function expectSpans(text: string, value: unknown): void {
  const tree = treeOf(text);
  for (const { path, value: expected } of pathsOf(value)) {
    const [start, end] = spanOf(tree, path, "value");
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(text.length);
    const name = path.at(-1);
    if (typeof name === "string") {
      const key = parse(`? ${text.slice(...spanOf(tree, path, "key"))}\n: 1`) as object;
      expect(Object.keys(key)).toEqual([name]);
    }
    if (expected instanceof Object || path.length === 0) continue;
    expect(parse(text.slice(start, end))).toEqual(expected);
  }
}

const scalar = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(
    "yes",
    "null",
    "1",
    "",
    " x ",
    "- a",
    "a: b",
    "#",
    "東京 🚀",
    "\u3000",
    "a\u00a0",
    "'",
    '"',
  ),
);
const name = fc.oneof(
  fc.stringMatching(/^[a-z][A-Za-z0-9_-]{0,8}$/),
  fc.constantFrom("1", "true", "a b", "'", "鍵", "constructor"),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const mapping = fc.dictionary(name, anyValue, { minKeys: 1, maxKeys: 5, noNullPrototype: true });
const styles = fc.constantFrom(
  {},
  { collectionStyle: "flow" as const },
  { defaultStringType: "QUOTE_DOUBLE" as const, lineWidth: 0 },
  { defaultStringType: "QUOTE_SINGLE" as const, defaultKeyType: "QUOTE_DOUBLE" as const },
  { indent: 4, indentSeq: false },
);

describe("the span of a path", () => {
  it("holds the text of that key and value, in any style of YAML", () => {
    fc.assert(
      fc.property(mapping, styles, (value, style) => {
        const text = stringify(value, { ...style, blockQuote: false, aliasDuplicateObjects: false });
        expect(plainValue(treeOf(text))).toEqual(value);
        expectSpans(text, value);
      }),
    );
  });

  it("is where the value is written, through aliases and merge keys", () => {
    fc.assert(
      fc.property(mapping, mapping, styles, (shared, own, style) => {
        const value = { first: shared, list: [shared, { again: shared }], own };
        const text = stringify(value, { ...style, blockQuote: false, aliasDuplicateObjects: true });
        fc.pre(text.includes("*"));
        expectSpans(text, value);
        const [start] = spanOf(treeOf(text), ["list", 1, "again"], "value");
        expect(start).toBe(spanOf(treeOf(text), ["first"], "value")[0]);
      }),
    );
    expectSpans("a: &a { x: 1, y: [2, 3] }\nb: { y: 4, <<: *a, z: 5 }\n", { b: { x: 1, y: 4, z: 5 } });
  });

  it.each(exampleFiles)("holds every value that %s writes", (file) => {
    const text = exampleText(file);
    expectSpans(text, parse(text));
  });

  it("is the nearest ancestor's key where the path is missing or defaulted", () => {
    const text = exampleText("examples/tokyo/vpn.yaml");
    const { spanOf: span } = parseFile({ path: "vpn.yaml", text });
    const written = (path: Path, part: "key" | "value" = "value") => text.slice(...span(path, part));
    expect(written(["gcp", "keepalive"])).toBe("gcp");
    expect(written(["gcp", "router", "name"])).toBe("gcp");
    expect(written(["aws", "gateway", "routeTables", "propagate", 3])).toBe("gateway");
    expect(written(["aws", "vpcs", 0, "subnets"])).toBe("id");
    expect(written(["aws", "vpcs", 7])).toBe("vpcs");
    expect(written(["output", "terraform", "form"])).toBe("version");
    expect(written([])).toBe("version");
    expect(written(["aws", "asn"], "key")).toBe("asn");
    expect(written(["name", "x", 1])).toBe("name");
  });

  it("is the key where the value is empty", () => {
    const text = "a:\nb: 1\n";
    expect(text.slice(...spanOf(treeOf(text), ["a"], "value"))).toBe("a");
  });

  it("ends with the value, before comments and blank lines", () => {
    const text = "a:\n  b: 1 # one\n  # two\n\n\nc: |\n  text\n\n# end\n";
    expect(text.slice(...spanOf(treeOf(text), ["a"], "value"))).toBe("b: 1");
    expect(text.slice(...spanOf(treeOf(text), ["c"], "value"))).toBe("|\n  text");
  });

  it("exists for any path in any text", () => {
    const step = fc.oneof(fc.string(), fc.nat(3), fc.constantFrom("aws", "vpcs", "__proto__", "length"));
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(step),
        fc.constantFrom("key" as const, "value" as const),
        (text, path, part) => {
          const parsed = parseFile({ path: "vpn.yaml", text });
          const [start, end] = parsed.spanOf(path, part);
          expect(start >= 0 && start <= end && end <= parsed.text.length).toBe(true);
        },
      ),
    );
  });
});
