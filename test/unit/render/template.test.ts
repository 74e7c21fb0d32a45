import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Handlebars from "handlebars";
import { expect, test } from "vitest";
import { compiled } from "../../../scripts/asset-plugin.mjs";
import { template } from "../../../src/render/template.ts";

const root = path.resolve(import.meta.dirname, "../../..");

function render(source: string, view: object): string {
  return template(new Function(`return ${compiled(source)}`)())(view);
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
  "{{#each words}}{{#if typo}}yes{{/if}}{{/each}}",
  "{{#each words}}{{sh typo}}{{/each}}",
  "{{sh typo.deep}}",
])("%s throws, since the view has no such value", (source) => {
  const view = { deep: { name: "x" }, rows: [{ name: "y" }], words: ["z"] };
  expect(() => render(source, view)).toThrow(/typo|lacks|undefined/);
});

test.each([{ nothing: null }, { rows: [{ nothing: undefined }] }])("a view is complete: not %j", (view) => {
  expect(() => render("", view)).toThrow("nothing is not set");
});

test("values that are empty, zero or false are values", () => {
  const template = "{{#if no}}yes{{else}}no{{/if}} {{zero}} [{{empty}}] {{#each none}}x{{else}}none{{/each}}";
  expect(render(template, { no: false, zero: 0, empty: "", none: [] })).toBe("no 0 [] none");
});

test("loops see keys, indices, the last element and the parent", () => {
  const template = "{{#each rows}}{{@index}}{{name}}{{../end}}{{#unless @last}},{{/unless}}{{/each}}";
  expect(render(template, { end: ";", rows: [{ name: "a" }, { name: "b" }] })).toBe("0a;,1b;");
});

test.each(["{{lookup a b}}", "{{other a}}", "{{#with a}}{{/with}}", "{{log a}}"])(
  "%s is refused when vpngen is built",
  (source) => {
    expect(() => compiled(source)).toThrow("unknown helper");
  },
);

test("quoting is by helper, and a number or a word that is none throws", () => {
  const view = { text: "it's $x", three: 3 };
  expect(render("{{sh text}} {{hcl text}} {{num three}} {{word name}}", { ...view, name: "a1" })).toBe(
    `'it'\\''s $x' "it's $x" 3 a1`,
  );
  expect(() => render("{{num text}}", view)).toThrow("is not a number");
  expect(() => render("{{word text}}", view)).toThrow("is not a plain word");
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

/** Blocks by which a template would choose between two texts, or decide on more than one thing at once. */
function choicesIn(nodes: readonly hbs.AST.Node[], isInIf: boolean): string[] {
  return nodes.flatMap((node) => {
    if (node.type !== "BlockStatement") return [];
    const { path: expression, program, inverse, loc } = node as hbs.AST.BlockStatement;
    const name = (expression as hbs.AST.PathExpression).original;
    const isIf = name === "if";
    return [
      ...(name === "unless" ? [`${loc.start.line}: unless`] : []),
      ...(inverse ? [`${inverse.loc.start.line}: else`] : []),
      ...(isIf && isInIf ? [`${loc.start.line}: if in an if`] : []),
      ...choicesIn(program.body, isInIf || isIf),
      ...choicesIn(inverse?.body ?? [], isInIf || isIf),
    ];
  });
}

test.each(templates)("%s leaves something out at most, and chooses nothing: its view does", (file) => {
  const { body } = Handlebars.parse(readFileSync(path.join(root, "templates", file), "utf8"));
  expect(choicesIn(body, false)).toEqual([]);
});

test.each([
  ["{{#unless a}}x{{/unless}}", ["1: unless"]],
  ["{{#if a}}x{{else}}y{{/if}}", ["1: else"]],
  ["{{#each a}}\n{{#if b}}\n{{#each c}}\n{{#if d}}x{{/if}}{{/each}}{{/if}}{{/each}}", ["4: if in an if"]],
  ["{{#if a}}x{{/if}}{{#if b}}y{{/if}}", []],
])("what %s chooses is seen", (source, choices) => {
  expect(choicesIn(Handlebars.parse(source).body, false)).toEqual(choices);
});
