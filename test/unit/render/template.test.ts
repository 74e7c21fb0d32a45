import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Handlebars from "handlebars";
import { expect, test } from "vitest";
import { templateCode } from "../../../scripts/template-code.mjs";
import { functions } from "../../../src/render/template.ts";

const root = path.resolve(import.meta.dirname, "../../..");

function render(template: string, view: object): string {
  return new Function("t", `return ${templateCode(template)}`)(functions)(view);
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

test.each([
  "a\n{{#if yes}}\n  b\n{{else}}\n  c\n{{/if}}\nd {{! a remark }}e\n",
  "{{#each rows}}\n- {{name}}{{#if ../yes}}!{{/if}}\n{{#each ../others}}{{@index}}{{name}}{{../name}}{{../../end}}{{/each}}\n{{else}}none\n{{/each}}\n",
  "{{#unless none}}x{{else}}y{{/unless}}{{#if zero}}x{{else}}y{{/if}}{{#if empty}}x{{/if}}{{~ end ~}}  z",
  "{{#each words}}{{this}}{{#unless @last}}, {{/unless}}{{/each}} {{deep.er.name}} {{zero}} {{no}}",
])("%j reads as Handlebars itself reads it", (template) => {
  const view = {
    ...{ yes: true, no: false, none: [], zero: 0, empty: "", end: ";", words: ["a", "b"] },
    ...{ rows: [{ name: "x" }, { name: "y" }], others: [{ name: "o" }], deep: { er: { name: "z" } } },
  };
  const handlebars = Handlebars.compile(template, { strict: true, noEscape: true });
  expect(render(template, view)).toBe(handlebars(view));
});

test.each([
  ["{{> part}}", "PartialStatement"],
  ["{{lookup a b}}", "lookup"],
  ["{{other a}}", "other"],
  ["{{sh a b}}", "sh"],
  ["{{sh a as=b}}", "named arguments"],
  ["{{#with a}}{{/with}}", "with"],
  ["{{#each a as |b|}}{{/each}}", "each"],
  ["{{../a}}", "../a"],
  ["{{@index}}", "@index"],
  ["{{#each a}}{{@key}}{{/each}}", "@key"],
  ["{{sh (num a)}}", "SubExpression"],
])("%s is refused when vpngen is built", (template, what) => {
  expect(() => templateCode(template)).toThrow(`line 1: templates do without ${what}`);
});

test("a loop goes through lists only", () => {
  expect(() => render("{{#each a}}x{{/each}}", { a: { b: 1 } })).toThrow("object, which is no list");
});

test("nothing is escaped for HTML", () => {
  expect(render("{{text}}", { text: `it's <b>&"` })).toBe(`it's <b>&"`);
});

const files = readdirSync(path.join(root, "templates"), { recursive: true, encoding: "utf8" });
const templates = files.filter((file) => file.endsWith(".hbs"));

test("the text of scripts is ASCII, which a shell reads and prints alike in every locale", () => {
  const scripts = files.filter((file) => file.endsWith(".sh"));
  expect(scripts.length).toBeGreaterThan(20);
  const others = scripts.flatMap((file) => {
    const [found] = /[^\0-\x7f].*/.exec(readFileSync(path.join(root, "templates", file), "utf8")) ?? [];
    return found === undefined ? [] : [`${file}: ${found}`];
  });
  expect(others).toEqual([]);
});

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
