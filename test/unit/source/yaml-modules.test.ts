/** What the bundles have of `yaml` does what `yaml` does: see scripts/yaml-modules.mjs. */
import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { build } from "esbuild";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import * as original from "yaml";
import { withoutGenerators, yamlModules } from "../../../scripts/yaml-modules.mjs";
import { damaged } from "../../support/damage.ts";
import { exampleFiles, exampleText } from "../../support/examples.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const parser = path.join(root, "node_modules/yaml/browser/dist/parse/parser.js");
let bundled: typeof original;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: 'export * from "yaml";', resolveDir: root },
    bundle: true,
    format: "cjs",
    platform: "node",
    plugins: [yamlModules(root)],
    write: false,
  });
  const loaded = { exports: {} };
  vm.runInThisContext(`(function (module) {${outputFiles[0]?.text}\n})`)(loaded);
  bundled = loaded.exports as typeof original;
});

/** All that we ask of the package about a text. */
function readBy({ Composer, Lexer, Parser }: typeof original, text: string) {
  const lexemes = [...new Lexer().lex(text)];
  const tokens = [...new Parser().parse(text)];
  // Composing changes tokens.
  const written = JSON.stringify(tokens);
  const composer = new Composer({ stringKeys: true, uniqueKeys: false, version: "1.2" });
  const documents = [...composer.compose(tokens, true, text.length)].map((document) => ({
    contents: JSON.stringify(document.contents),
    range: document.range,
    problems: [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
      code,
      message,
      pos,
    })),
  }));
  return { lexemes, written, documents };
}

/** Whether a text is read alike; a test that compares nothing but errors would notice little. */
function agree(text: string): boolean {
  const read = readBy(bundled, text);
  expect(read).toEqual(readBy(original, text));
  return read.documents.every(({ problems }) => problems.length === 0);
}

test.each(exampleFiles)("%s is read alike, whole and damaged", (file) => {
  const text = exampleText(file);
  expect(agree(text)).toBe(true);
  for (let seed = 0; seed < 80; seed++) {
    const { source } = damaged(text, seed);
    agree(typeof source === "string" ? source : new TextDecoder().decode(source));
  }
});

test("any text of YAML's marks is read alike", () => {
  const marks = [
    ..."abc 1:-?,[]{}&*!|>'\"%@`#~=<.\n\t\\",
    ...[
      "\r\n",
      "\n  ",
      "\n- ",
      "\n---\n",
      "\n...\n",
      ": ",
      "- ",
      "? ",
      " #",
      "%YAML 1.2\n",
      "!!str ",
      "&a ",
      "*a",
    ],
    ...["|\n", ">-\n", "|2\n", "<<: ", "\ufeff", "é", "日", "!<tag:x> "],
  ];
  let whole = 0;
  const text = fc.array(fc.constantFrom(...marks), { maxLength: 40 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (given) => {
      if (agree(given)) whole += 1;
    }),
    {
      numRuns: 3000,
      examples: [["%YAML 1.2\n---\na: b\n...\nc"], ["a: |\n  b\n\n c"], ["- [a, {b: c}]\n---\nd"]],
    },
  );
  expect(whole).toBeGreaterThan(100);
});

test("a release that is written in another way is refused, and not half changed", () => {
  const text = readFileSync(parser, "utf8");
  expect(withoutGenerators(text, parser)).not.toContain("yield ");
  for (const [from, to] of [
    ["*parse(", "*read("],
    ["yield* this.step();", "yield\nthis.step();"],
    ["    *pop(error) {", "    async *pop(error) {"],
    ["    *stream() {", "    stream = function* () {"],
  ] as const) {
    expect(text).toContain(from);
    expect(() => withoutGenerators(text.replace(from, to), parser)).toThrow(parser);
  }
});
