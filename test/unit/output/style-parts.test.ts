import fc, { type Arbitrary } from "fast-check";
import * as prettier from "prettier";
import { describe, expect, test } from "vitest";
import { type Language, restyle } from "../../../src/output/style.ts";
import { tagged, type Yaml, yamlFile } from "../../../src/render/yaml.ts";
import { hostileTexts } from "../../support/hostile-values.ts";
import { anyOptions, compared, type Options, sureOptions, tightOptions } from "../../support/style.ts";

const hostile = fc.oneof(
  fc.constantFrom(
    ...Object.values(hostileTexts).filter((text) => text.length < 200 && !/\p{Cs}/u.test(text)),
  ),
  fc.constantFrom(
    "a, b",
    "[a]",
    "{a: b}",
    "{}",
    "a]",
    "it's",
    "`",
    "- a",
    "? a",
    "a:",
    "prettier-ignore",
    "1e3",
    "a  b",
  ),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);

/** Expects that no text, made a fixed point of Prettier's defaults, gets a wrong answer. */
async function expectNoneWrong(texts: Arbitrary<string>, language: Language, numRuns: number) {
  let answers = 0;
  await fc.assert(
    fc.asyncProperty(texts, anyOptions, async (text, options) => {
      const once = await prettier.format(text, { parser: language });
      if (restyle(once, language, options) === undefined) return;
      fc.pre((await prettier.format(once, { parser: language })) === once);
      await compared({ text: once, language }, options);
      answers++;
    }),
    { numRuns },
  );
  expect(answers).toBeGreaterThan(0);
}

describe("YAML", () => {
  const tree: Arbitrary<Yaml> = fc.letrec<{ tree: Yaml; map: { [key: string]: Yaml } }>((tie) => ({
    map: fc.dictionary(hostile, tie("tree"), { maxKeys: 3 }),
    tree: fc.oneof(
      { maxDepth: 3 },
      hostile,
      fc.oneof(fc.boolean(), fc.integer()),
      fc.constantFrom("!Ref", "!Sub").chain((tag) => hostile.map((text) => tagged(tag, text))),
      fc.array(hostile, { maxLength: 3 }).map((texts) => tagged("!Equals", texts)),
      fc.array(tie("tree"), { maxLength: 3 }),
      tie("map"),
    ),
  })).tree;
  const file = fc
    .tuple(fc.dictionary(fc.constantFrom("A", "B", "C C"), tree, { minKeys: 1 }), hostile)
    .map(([value, comment]) =>
      yamlFile({ header: comment, value, comments: { B: comment.replace(/[^ -~日]/g, ""), "A/b": "b" } }),
    );

  test("of any content gets no wrong answer", async () => {
    await expectNoneWrong(file, "yaml", 60);
  });

  test.each([
    ["a comment at the end", "a: 1\n# end\n"],
    ["a comment that is indented like nothing below it", "a:\n  b: 1\n  # end\nc: 1\n"],
    ["a comment behind a value", "a: 1 # one\n"],
    ["several lines of text", "a: >\n  b\n  c\n"],
    ["text that goes on below", "a: b\n  c\n"],
    ["quoted text that goes on below", 'a: "b\n  c"\n'],
    ["an anchor", "a: &b 1\n"],
    ["documents", "a: 1\n---\nb: 1\n"],
    ["a key on a line of its own", "? a\n: b\n"],
    ["braces on a line", "a: { b: 1 }\n"],
    ["a list below a dash", "-\n  - a\n"],
    ["a part that Prettier is to leave alone", "# prettier-ignore\na:\n  b:   1\n"],
    ["other line ends", "a: 1\r\n"],
    ["no line end", "a: 12"],
    ["another indentation", "a:\n   b: 1\n"],
    ["wide letters in a list on one line", 'a: ["日本語"]\n'],
    ["wide letters before a list on one line", '"日本語": ["a"]\n'],
  ])("with %s has no answer", (_, text) => {
    expect(restyle(text, "yaml", { tabWidth: 4 })).toBeUndefined();
  });

  test.each([
    ["a: [b, c]\n", 9],
    ["a:\n  - b: !Not [c]\n", 17],
  ])("%j has an answer where it fits, and none where it does not", async (text, width) => {
    const fits = await compared({ text, language: "yaml" }, { printWidth: width, tabWidth: 4 });
    expect(fits).toBeDefined();
    expect(restyle(text, "yaml", { printWidth: width - 1, tabWidth: 4 })).toBeUndefined();
  });

  test.each([`a: !Sub '"b" c'`, `a: [b, '"c" d', "e"]`, `"it's": "b"`, `a: it's`, `a: [!Sub '"', '"']`])(
    "%j has quotes within quotes",
    async (line) => {
      expect(await compared({ text: `${line}\n`, language: "yaml" }, { singleQuote: true })).toBeDefined();
    },
  );

  test("has the other quotes where nothing in them stands against it", async () => {
    const text = `a: "x"\n"b c": "it's"\nc: '"'\nd: "\\n"\ne: ""\nf: [!Sub "y", "it's", its]\ng:\n  - "z"\n  - it's\n`;
    const answer = await compared({ text, language: "yaml" }, { singleQuote: true });
    expect(answer).toBe(
      `a: 'x'\n'b c': "it's"\nc: '"'\nd: "\\n"\ne: ''\nf: [!Sub 'y', "it's", its]\ng:\n  - 'z'\n  - it's\n`,
    );
  });
});

describe("JSON", () => {
  const text = fc.constantFrom("a", "ab cd", "a:b", "'", '"', "\\", "日本", "x".repeat(30), "x".repeat(37));
  const value = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(text, { maxLength: 4 }),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(text, tie("value"), { maxKeys: 3 }),
    ),
  })).value;

  test("of any content gets no wrong answer", async () => {
    await expectNoneWrong(
      value.map((it) => JSON.stringify(it, null, 2)),
      "json",
      60,
    );
  });

  const lists = { Action: ["a:Bcdefghij", "a:Klmnopqrst"], Resource: ["arn:aaaaaaaaaaaaaaaa", "arn:b"] };

  test.each([
    ...sureOptions,
    ...tightOptions,
    ...[28, 29, 30, 33, 34, 35, 36, 40].map((printWidth) => ({ printWidth })),
  ])("with %j lists are on one line where Prettier has them so", async (options) => {
    const indentations = [{}, { useTabs: true }, { useTabs: true, tabWidth: 6 }, { tabWidth: 3 }];
    for (const indentation of indentations) {
      const text = await prettier.format(JSON.stringify([lists, { lists }, { lists: { lists } }], null, 2), {
        parser: "json",
      });
      expect(await compared({ text, language: "json" }, { ...options, ...indentation })).toBeDefined();
    }
  });

  test.each([
    ["numbers in a list", '{\n  "a": [1, 2]\n}\n'],
    ["more empty objects than fit", `[\n${"  {},\n".repeat(30)}  {}\n]\n`],
    ["lists that do not fit", `[\n  ["${"a".repeat(40)}"],\n  ["${"b".repeat(40)}"]\n]\n`],
    ["an object on one line", '{ "a": 1 }\n'],
    ["an empty object in a list", '{\n  "a": [{}]\n}\n'],
    ["lists in a list", '{\n  "a": [["b"]]\n}\n'],
    ["a key twice", '{\n  "a": 1,\n  "a": 1\n}\n'],
    ["a comment", '{\n  // a\n  "a": 1\n}\n'],
    ["wide letters", '{\n  "a": ["日本"]\n}\n'],
    ["another layout", '{\n    "a": 1\n}\n'],
    ["nothing", "\n"],
  ])("with %s has no answer", (_, text) => {
    expect(restyle(text, "json", { tabWidth: 4 })).toBeUndefined();
  });
});

describe("Markdown", () => {
  const start = "<!-- made -->\n\n# Title\n";
  const json = '```json\n{\n  "a": ["b", "c"]\n}\n```\n';
  const parts = [
    ...[
      "text\nand text\n",
      "- item\n- item\n  goes on\n",
      "1. one\n2. two\n   goes on\n",
      "`a b` and **b** it's\n",
    ],
    ...["| a | `b` |\n| --- | --- |\n| 1 – 2 | ± … |\n", json, '```sh\necho "a"\n\n    b\n```\n', "[a](b)\n"],
    ...[
      "`a](b c`\n",
      "Text [a](b 'title')\n",
      '[a]: b "title"\n',
      "[a](<b c>)\n",
      "> quote\n> - item\n",
      "<div>\n\n- a\n\n</div>\n",
    ],
    ...[
      "- item\n\n  second\n",
      "- item\n  - inner\n",
      "1. a\n   1. b\n",
      "    code\n",
      "\tcode\n",
      "~~~\na\n~~~\n",
    ],
    ...[
      "```js\na('b')\n```\n",
      "```yaml\na: 'b'\n```\n",
      "````\na\n````\n",
      '- a\n  ```json\n  {"a": 1}\n  ```\n',
    ],
    ...[
      "10. a\n11. b\n",
      "9. a\n10. b\n",
      '```json\n{ "a": 1 }\n```\n',
      "```json\nnot json\n```\n",
      "日本語\n",
      "---\n",
    ],
    ...[
      "```text\na\n ```\n",
      "[^a]\n\n[^a]: b\n\n    c\n",
      "1) a\n2) b\n",
      "* a\n+ b\n",
      "- [ ] a\n",
      "a\\\nb\n",
    ],
  ];
  const file = fc
    .tuple(
      fc.constantFrom(start, start, start, "---\na:   1\n---\n\n", "text\n", "<!-- a\n\nb -->\n"),
      fc.array(fc.constantFrom(...parts.slice(0, 8), ...parts), { minLength: 1, maxLength: 3 }),
    )
    .map(([first, others]) => [first, ...others].join("\n"));

  test("of any content gets no wrong answer", async () => {
    await expectNoneWrong(file, "markdown", 50);
  });

  test.each(parts.slice(0, 7))("with %j has an answer", async (part) => {
    for (const options of [
      { tabWidth: 4, useTabs: true },
      { printWidth: 10, endOfLine: "crlf" },
    ]) {
      const text = await prettier.format(`${start}\n${part}`, { parser: "markdown" });
      expect(await compared({ text, language: "markdown" }, options)).toBeDefined();
    }
  });

  test.each([
    ["front matter", `---\na: 1\n---\n\n${json}`],
    ["a comment over several lines", "<!-- a\nb -->\n"],
    ["code of another language", `${start}\n\`\`\`js\na;\n\`\`\`\n`],
    ["code without an end", `${start}\n\`\`\`sh\na\n`],
    ["other line ends", `${start}\n\`\`\`sh\na\r\n\`\`\`\n`],
    ["JSON that is none", `${start}\n\`\`\`json\n{a}\n\`\`\`\n`],
    ["indented code", `${start}\n    a\n`],
    ["a second paragraph in an item", `${start}\n- a\n\n  b\n`],
    ["an item in an item", `${start}\n- a\n  - b\n`],
    ["an item of two digits", `${start}\n9. a\n10. b\n`],
    ["a title", `${start}\nA [a](b "c")\n`],
    ["a definition", `${start}\n[a]: b "c"\n`],
    ["HTML", `${start}\n<a>\n`],
    ["a quote", `${start}\n> a\n`],
    ["wide letters", `${start}\n日本語\n`],
  ])("with %s has no answer", (_, text) => {
    expect(restyle(text, "markdown", { tabWidth: 4 })).toBeUndefined();
  });
});

describe("options", () => {
  const refused: Options[] = [
    ...[
      { tabWidth: 0 },
      { tabWidth: 9 },
      { tabWidth: 2.5 },
      { tabWidth: "4" },
      { useTabs: "true" },
      { useTabs: null },
    ],
    ...[
      { singleQuote: 1 },
      { printWidth: 0 },
      { printWidth: -1 },
      { printWidth: 80.5 },
      { printWidth: "80" },
    ],
    ...[
      { endOfLine: "unix" },
      { endOfLine: "toString" },
      { endOfLine: null },
      { semi: "no" },
      { proseWrap: "always" },
    ],
    ...[{ objectWrap: "collapse" }, { embeddedLanguageFormatting: "off" }, { trailingComma: "some" }],
    ...[
      { insertPragma: true },
      { requirePragma: true },
      { checkIgnorePragma: true },
      { quoteProps: "always" },
    ],
    ...[{ parser: "json5" }, { plugins: [] }, { rangeStart: 1 }, { toString: true }, { constructor: Object }],
  ];

  test.each(refused)("%j have no answer", (options) => {
    expect(restyle("a: 1\n", "yaml", options)).toBeUndefined();
    expect(restyle("a: 1\n", "yaml", { tabWidth: 4, ...options })).toBeUndefined();
  });
});
