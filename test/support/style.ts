/** Generated files and options of Prettier's, to compare what `restyle` says with what Prettier does. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc, { type Arbitrary } from "fast-check";
import * as prettier from "prettier";
import { expect } from "vitest";
import { type Language, restyle } from "../../src/output/style.ts";

const examples = path.resolve(import.meta.dirname, "../../examples");
const languages: Readonly<Record<string, Language | undefined>> = {
  ".yaml": "yaml",
  ".md": "markdown",
  ".json": "json",
};

export interface StyledText {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
}

/** The files of a language that Prettier formats. */
export function formattable(texts: Readonly<Record<string, string>>): StyledText[] {
  return Object.entries(texts).flatMap(([name, text]) => {
    const language = languages[path.extname(name)];
    return language === undefined ? [] : { path: name, language, text };
  });
}

/** Those of all examples. */
export const exampleTexts: readonly StyledText[] = formattable(
  Object.fromEntries(
    readdirSync(examples, { recursive: true, encoding: "utf8" })
      .filter((name) => name.includes("/generated/") && path.extname(name) in languages)
      .sort()
      .map((name) => [name, readFileSync(path.join(examples, name), "utf8")]),
  ),
);

/** Options, as a configuration gives them. */
export type Options = Readonly<Record<string, unknown>>;

/** Options that ask for nothing in YAML, Markdown and JSON; together they have every value that does nothing. */
export const idleOptions: readonly Options[] = [
  {
    ...{
      semi: false,
      trailingComma: "none",
      arrowParens: "avoid",
      quoteProps: "consistent",
      objectWrap: "preserve",
    },
    ...{
      jsxSingleQuote: true,
      bracketSameLine: true,
      bracketSpacing: false,
      htmlWhitespaceSensitivity: "ignore",
    },
    ...{ vueIndentScriptAndStyle: true, singleAttributePerLine: true, experimentalTernaries: true },
    ...{ experimentalOperatorPosition: "start", embeddedLanguageFormatting: "auto", proseWrap: "preserve" },
    ...{ insertPragma: false, requirePragma: false },
  },
  {
    ...{
      semi: true,
      trailingComma: "es5",
      arrowParens: "always",
      quoteProps: "preserve",
      bracketSpacing: true,
    },
    ...{ jsxSingleQuote: false, bracketSameLine: false, htmlWhitespaceSensitivity: "strict" },
    ...{ vueIndentScriptAndStyle: false, singleAttributePerLine: false, experimentalTernaries: false },
    ...{ experimentalOperatorPosition: "end" },
  },
  { trailingComma: "all", quoteProps: "as-needed", htmlWhitespaceSensitivity: "css", endOfLine: "lf" },
];

/** Options for which there is an answer for every file of the examples. */
export const sureOptions: readonly Options[] = [
  {},
  { tabWidth: 4 },
  { useTabs: true },
  { useTabs: true, tabWidth: 4 },
  { singleQuote: true },
  { printWidth: 100 },
  { printWidth: 120 },
  { printWidth: Number.POSITIVE_INFINITY },
  { tabWidth: 1 },
  { tabWidth: 3 },
  { endOfLine: "crlf", singleQuote: true },
  { endOfLine: "cr" },
  { endOfLine: "auto", tabWidth: 4 },
  ...idleOptions,
  { tabWidth: 4, useTabs: true, singleQuote: true, printWidth: 120, ...idleOptions[0] },
];

/** Options under which some lines no longer fit. */
export const tightOptions: readonly Options[] = [
  { tabWidth: 8 },
  { printWidth: 60 },
  { printWidth: 40, singleQuote: true },
  { tabWidth: 6, useTabs: true, printWidth: 70 },
];

/** What there may be an answer for, and what there never is. */
export const anyOptions: Arbitrary<Options> = fc.record(
  {
    tabWidth: fc.integer({ min: 1, max: 8 }),
    useTabs: fc.boolean(),
    singleQuote: fc.boolean(),
    printWidth: fc.constantFrom(20, 40, 60, 70, 80, 90, 100, 120, Number.POSITIVE_INFINITY),
    endOfLine: fc.constantFrom("lf", "crlf", "cr", "auto"),
    bracketSpacing: fc.boolean(),
    trailingComma: fc.constantFrom("all", "none"),
  },
  { requiredKeys: [] },
);

/** Expects of an answer that it is what Prettier leaves; gives it. */
export async function compared(
  { text, language }: Omit<StyledText, "path">,
  options: Options,
  { format } = prettier as Pick<typeof prettier, "format">,
): Promise<string | undefined> {
  const answer = restyle(text, language, options);
  if (answer !== undefined) expect(answer).toBe(await format(text, { ...options, parser: language }));
  return answer;
}
