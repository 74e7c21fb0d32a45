/**
 * What Prettier would leave of a generated file, found without running it, which takes longer than all else together.
 *
 * Our texts are fixed points of Prettier's defaults, so only what other options change is left to do. They are also
 * made of little: one-line scalars, short flow collections, blocks of JSON. Where a text or an option is of another
 * kind there is no answer, and Prettier itself has to be asked.
 */
import { restyledJson } from "./style-json.ts";
import { restyledMarkdown } from "./style-markdown.ts";
import { restyledYaml } from "./style-yaml.ts";

/** The options of Prettier's that change our texts. */
export interface Style {
  /** Columns, from 1 to 8. */
  readonly tabWidth: number;
  readonly useTabs: boolean;
  readonly singleQuote: boolean;
  /** Columns; may be infinite. */
  readonly printWidth: number;
  readonly endOfLine: keyof typeof ends;
}

/** The languages that Prettier formats, as a file's name ends in them. */
export type Language = "yaml" | "markdown" | "json";

/** The releases of Prettier whose results were compared with ours, from and to. The tests compare the last. */
export const comparedReleases = { from: "3.4.0", to: "3.10.1" };

/** Whether a version is a release between those that were compared. */
export function isCompared(version: string): boolean {
  const [from, to, asked] = [comparedReleases.from, comparedReleases.to, version].map(rank);
  return asked !== undefined && from !== undefined && to !== undefined && from <= asked && asked <= to;
}

/** A number that grows with the version; undefined for anything but a release. */
function rank(version: string): number | undefined {
  const [, major, minor, patch] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(version) ?? [];
  return patch === undefined ? undefined : Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch);
}

/**
 * The text as Prettier leaves it with these options; undefined where that is not certain.
 *
 * @param text A fixed point of Prettier's defaults, with lines that end in `\n`.
 * @param options As `resolveConfig` of Prettier's gives them.
 */
export function restyle(
  text: string,
  language: Language,
  options: Readonly<Record<string, unknown>>,
): string | undefined {
  const style = styleOf(options);
  // Prettier leaves a part alone where a comment of this name asks for it.
  if (!style || !text.endsWith("\n") || text.includes("\r") || text.includes("prettier-ignore"))
    return undefined;
  return restylers[language](text, style)?.replaceAll("\n", ends[style.endOfLine]);
}

const restylers = { yaml: restyledYaml, markdown: restyledMarkdown, json: restyledJson };

/** By Prettier's name; what `auto` finds in our texts is `lf`. */
const ends = { lf: "\n", crlf: "\r\n", cr: "\r", auto: "\n" } as const;

const defaults: Style = { tabWidth: 2, useTabs: false, singleQuote: false, printWidth: 80, endOfLine: "lf" };

/** Which values of the options that count have an answer. */
const understood: Readonly<Record<keyof Style, (value: unknown) => boolean>> = {
  tabWidth: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 8,
  useTabs: isBoolean,
  singleQuote: isBoolean,
  printWidth: (value) =>
    value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && Number(value) >= 1),
  endOfLine: (value) => typeof value === "string" && Object.hasOwn(ends, value),
};

/** Options, with those of their values that do nothing to our texts. Any other value may be an error to Prettier. */
const idle: Readonly<Record<string, readonly unknown[]>> = {
  arrowParens: ["always", "avoid"],
  bracketSameLine: [true, false],
  // There are braces on one line only where nothing is between them.
  bracketSpacing: [true, false],
  embeddedLanguageFormatting: ["auto"],
  experimentalOperatorPosition: ["start", "end"],
  experimentalTernaries: [true, false],
  htmlWhitespaceSensitivity: ["css", "strict", "ignore"],
  insertPragma: [false],
  jsxSingleQuote: [true, false],
  objectWrap: ["preserve"],
  proseWrap: ["preserve"],
  quoteProps: ["as-needed", "consistent", "preserve"],
  requirePragma: [false],
  semi: [true, false],
  singleAttributePerLine: [true, false],
  trailingComma: ["all", "es5", "none"],
  vueIndentScriptAndStyle: [true, false],
};

function styleOf(options: Readonly<Record<string, unknown>>): Style | undefined {
  const known = Object.entries(options).every(([key, value]) =>
    isStyleKey(key) ? understood[key](value) : Object.hasOwn(idle, key) && idle[key]?.includes(value),
  );
  return known ? { ...defaults, ...options } : undefined;
}

function isStyleKey(key: string): key is keyof Style {
  return Object.hasOwn(understood, key);
}

function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}
