/**
 * What templates need when they run; `scripts/asset-plugin.mjs` compiles them when vpngen is built. Stricter than
 * Handlebars' strict mode: a mistyped name throws wherever it stands. Knows nothing of VPNs.
 */
import Handlebars from "handlebars/runtime";
import { codeSpan } from "./markdown.ts";
import { hclString, shellWord, xmlText } from "./quote.ts";

const handlebars = Handlebars.create();

/** Each puts one value into a text. */
const helpers: Readonly<Record<string, (value: unknown) => string>> = {
  sh: (value) => shellWord(String(value)),
  hcl: (value) => hclString(String(value)),
  xml: (value) => xmlText(String(value)),
  code: (value) => codeSpan(String(value)),
  num,
  word,
};
for (const [name, helper] of Object.entries(helpers))
  handlebars.registerHelper(name, (value: unknown) => helper(set(value)));

// In what a helper is given, Handlebars' strict mode takes a name that is not there for undefined.
for (const name of ["if", "unless", "each"]) {
  const own = handlebars.helpers[name] as (this: unknown, value: unknown, options: unknown) => string;
  handlebars.registerHelper(name, function (this: unknown, value: unknown, options: unknown) {
    if (name === "each" && !Array.isArray(value))
      throw new Error(`a template goes through ${typeof set(value)}, which is no list`);
    return own.call(this, set(value), options);
  });
}

/** A template as a function of its view. Views are plain, complete data: `false`, `[]` and `""` are written out. */
export function template(compiled: unknown): (view: object) => string {
  const render = handlebars.template(compiled as TemplateSpecification);
  return (view) => {
    mustBeComplete(view, "view");
    return render(view);
  };
}

function mustBeComplete(value: unknown, name: string): void {
  if (value === undefined || value === null) throw new Error(`${name} is not set`);
  if (typeof value !== "object") return;
  for (const [key, member] of Object.entries(value)) mustBeComplete(member, key);
}

function set(value: unknown): unknown {
  if (value === undefined || value === null) throw new Error("a template reads a name that its view lacks");
  return value;
}

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
