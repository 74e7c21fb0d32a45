/**
 * What templates are made of when they run; `scripts/template-code.mjs` turns each into calls of these functions.
 * Stricter than Handlebars: a mistyped name throws wherever it stands. Knows nothing of VPNs.
 */
import { codeSpan } from "./markdown.ts";
import { hclString, shellWord, xmlText } from "./quote.ts";

/** By the names that templates know them by, and those that `template-code.mjs` adds. */
export const functions = {
  sh: (value: unknown) => shellWord(String(value)),
  hcl: (value: unknown) => hclString(String(value)),
  xml: (value: unknown) => xmlText(String(value)),
  code: (value: unknown) => codeSpan(String(value)),
  num,
  word,
  at,
  holds: (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value)),
  each,
};

/** A number as it is; anything else is a mistake in a view. */
function num(value: unknown): string {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new Error(`${String(value)} is not a number`);
  return String(value);
}

/** A word that needs no quotes in any language, as `a1`; anything else is a mistake in a view. */
function word(value: unknown): string {
  if (typeof value !== "string" || !/^[A-Za-z][A-Za-z0-9_]*$/.test(value)) {
    throw new Error(`${String(value)} is not a plain word`);
  }
  return value;
}

/** A member of a view. Views are plain, complete data: `false`, `[]` and `""` are written out. */
function at(context: unknown, key: string): unknown {
  const value = typeof context === "object" ? context?.[key as keyof object] : undefined;
  if (value === undefined || value === null) throw new Error(`a template reads ${key}, which is not set`);
  return value;
}

/** A text for each item, or that of `{{else}}` where there is none. */
function each(
  items: unknown,
  text: (item: unknown, index: number, isLast: boolean) => string,
  otherwise: () => string,
): string {
  if (!Array.isArray(items)) throw new Error(`a template goes through ${typeof items}, which is no list`);
  if (items.length === 0) return otherwise();
  return items.map((item, index) => text(item, index, index === items.length - 1)).join("");
}
