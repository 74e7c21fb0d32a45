/** docs/language.md: every key of `vpn.yaml`, out of the JSON Schema. */
import { cell, heading } from "./page.ts";

/** The part of JSON Schema that ours uses. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** `schema` is the text of the JSON Schema. */
export function languagePage(schema: string): string {
  const file: Schema = JSON.parse(schema);
  const sections = Object.entries(file.properties ?? {}).map(([name, section]) => {
    const needed = file.required?.includes(name) ? "Required." : "May be left out.";
    return `\n## ${name}\n\n${section.description ?? ""} ${needed}\n${tableOf(name, section)}`;
  });
  return [heading("The language", "the JSON Schema of vpn.yaml"), intro, ...sections].join("");
}

const intro = `
Every key of \`vpn.yaml\`, with what it takes and what holds when it is left out. \`[]\` stands for the entries of a list,
\`*\` for a name of your choice. What breaks when a value is wrong is in [rules.md](rules.md).

A key that is not here is an error, with a suggestion. Keys that start with \`x-\` at the top of the file are yours, a home
for YAML's anchors. Some keys are here only to be refused with a reason, since people ask for what they mean.
`;

function tableOf(name: string, section: Schema): string {
  const rows = rowsOf(section, name).map((row) => `| ${row.map(cell).join(" | ")} |`);
  if (rows.length === 0) return `\n${takes(section)}\n`;
  return `\n| Key | Takes | Left out | What it is |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

/** The rows of all keys below a schema. */
function rowsOf(schema: Schema, path: string): string[][] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const below = `${path}.${key}`;
    const required = schema.required?.includes(key) ?? false;
    return [
      [`\`${below}\``, takes(value), leftOut(value, required), value.description ?? ""],
      ...rowsOf(value, below),
    ];
  });
  const free = schema.additionalProperties;
  return [
    ...own,
    ...(typeof free === "object" ? rowsOf(free, `${path}.*`) : []),
    ...(schema.items ? rowsOf(schema.items, `${path}[]`) : []),
    ...(schema.anyOf ?? []).flatMap((choice) => rowsOf(choice, path)),
  ];
}

/** What a value may be, in words. */
function takes(schema: Schema): string {
  const { anyOf, enum: words, items, type } = schema;
  if (schema.const !== undefined) return code(schema.const);
  if (words) return words.map(code).join(", ");
  if (anyOf) return [...new Set(anyOf.map(takes))].join(" or ");
  if (items) return `a list: ${takes(items)}`;
  if (type === "object") return "a mapping";
  if (type === "boolean") return "`true`, `false`";
  const range = rangeOf(schema);
  if (range !== "") return range;
  if (type === undefined && schema.pattern === undefined) return "nothing: refused";
  return schema.examples ? `text, as ${schema.examples.map(code).join(", ")}` : "text";
}

function rangeOf({ minimum, maximum }: Schema): string {
  if (minimum === undefined && maximum === undefined) return "";
  if (maximum === undefined) return `${minimum} or more`;
  return minimum === undefined ? `up to ${maximum}` : `${minimum} to ${maximum}`;
}

function leftOut(schema: Schema, required: boolean): string {
  if (schema.default !== undefined && JSON.stringify(schema.default) !== "{}") return code(schema.default);
  return required ? "required" : "";
}

function code(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}
