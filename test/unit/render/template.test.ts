import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Handlebars from "handlebars";
import { expect, test } from "vitest";
import { handlebarsOptions } from "../../../scripts/asset-plugin.mjs";
import { instantiate } from "../../../src/render/template.ts";

const root = path.resolve(import.meta.dirname, "../../..");

function render(template: string, view: object): string {
  const precompiled = Handlebars.precompile(template, handlebarsOptions);
  const specification = new Function(`return ${String(precompiled)}`)() as TemplateSpecification;
  return instantiate(specification)(view);
}

test.each([
  "{{typo}}",
  "{{deep.typo}}",
  "{{#if typo}}yes{{/if}}",
  "{{#unless typo}}no{{/unless}}",
  "{{#each typo}}x{{/each}}",
  "{{#each rows}}{{typo}}{{/each}}",
  "{{#each rows}}{{../typo}}{{/each}}",
  "{{sh typo}}",
  "{{hcl deep.typo}}",
  "{{nothing}}",
  "{{#if nothing}}yes{{/if}}",
])("%s throws, since the view has no such value", (template) => {
  const view = { deep: { name: "x" }, rows: [{ name: "y" }], nothing: null };
  expect(() => render(template, view)).toThrow(/typo|nothing/);
});

test("values that are empty, zero or false are values", () => {
  const template = "{{#if no}}yes{{else}}no{{/if}} {{zero}} [{{empty}}] {{#each none}}x{{else}}none{{/each}}";
  expect(render(template, { no: false, zero: 0, empty: "", none: [] })).toBe("no 0 [] none");
});

test("loops see keys, indices, the last element and the parent", () => {
  const template = "{{#each rows}}{{@index}}{{name}}{{../end}}{{#unless @last}},{{/unless}}{{/each}}";
  expect(render(template, { end: ";", rows: [{ name: "a" }, { name: "b" }] })).toBe("0a;,1b;");
});

test("nothing is escaped for HTML", () => {
  expect(render("{{text}}", { text: `it's <b>&"` })).toBe(`it's <b>&"`);
});

const templates = readdirSync(path.join(root, "templates"), { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".hbs"),
);

/** Names of view members whose text is made in code from quoted parts, and put in as it is. */
const quotedInCode = /Text$|^header$/;

test.each(templates)("%s quotes every value that it prints", (file) => {
  const bare: string[] = [];
  const visit = (node: hbs.AST.Node): void => {
    if (node.type === "MustacheStatement") {
      const { path: expression, params } = node as hbs.AST.MustacheStatement;
      const name = (expression as hbs.AST.PathExpression).original;
      if (params.length === 0 && !quotedInCode.test(name) && !name.startsWith("@")) {
        bare.push(`${node.loc.start.line}:${node.loc.start.column} {{${name}}}`);
      }
    }
    if (node.type === "BlockStatement") {
      const block = node as hbs.AST.BlockStatement;
      for (const program of [block.program, block.inverse]) program?.body.forEach(visit);
    }
  };
  Handlebars.parse(readFileSync(path.join(root, "templates", file), "utf8")).body.forEach(visit);
  expect(bare).toEqual([]);
});
