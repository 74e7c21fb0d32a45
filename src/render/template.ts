/**
 * Runs precompiled Handlebars templates. Knows nothing of VPNs.
 *
 * Handlebars' strict mode misses a mistyped name in `{{#if}}`, `{{#each}}` and helper arguments, and
 * prints null as nothing; `guarded` closes those holes.
 */
import Handlebars from "handlebars/dist/cjs/handlebars.runtime.js";
import { codeSpan } from "./markdown.ts";
import { hclString, shellWord, xmlText } from "./quote.ts";

const engine = Handlebars.create();
engine.registerHelper({
  sh: (value: unknown) => shellWord(String(value)),
  hcl: (value: unknown) => hclString(String(value)),
  xml: (value: unknown) => xmlText(String(value)),
  code: (value: unknown) => codeSpan(String(value)),
  num: (value: unknown) => number(value),
  word: (value: unknown) => word(value),
});

/** A number as it is; anything else is a mistake in a view. */
function number(value: unknown): string {
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

/** Turns the output of Handlebars' precompiler into a function from a view to text. */
export function instantiate(precompiled: TemplateSpecification): (view: object) => string {
  const template = engine.template(precompiled);
  return (view) => template(guarded(view, "view"));
}

/**
 * A view that throws when a template reads a key that it does not have, or one that is null or
 * undefined. Views are plain, complete data: `false`, `[]` and `""` are written out.
 */
function guarded<T extends object>(view: T, path: string): T {
  return new Proxy(view, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof key === "symbol") return value;
      if (value === undefined || value === null)
        throw new Error(`a template reads ${path}.${key}, which is not set`);
      return typeof value === "object" ? guarded(value, `${path}.${key}`) : value;
    },
  });
}
