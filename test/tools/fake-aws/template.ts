/** CloudFormation templates: parameters, rules, the functions that emitted templates use, and the order of creation. */
import { parseDocument } from "yaml";
import { Refusal } from "./query.ts";

export interface TemplateResource {
  readonly Type: string;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Rules?: Readonly<
    Record<string, { readonly Assertions: readonly { Assert: unknown; AssertDescription: string }[] }>
  >;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** What references lead to: of parameters, pseudo parameters and resources, and `Id.Attribute`. */
export type Values = ReadonlyMap<string, string>;

const functions = ["Sub", "GetAtt", "Equals", "Not"];
const sections = [
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Parameters",
  "Rules",
  "Resources",
  "Outputs",
];

/** Reads a template. Throws a validation error where the fake does not know all of it. */
export function parseTemplate(text: string): Template {
  const long = (name: string) => (name === "Ref" ? name : `Fn::${name}`);
  const tags = ["Ref", ...functions].flatMap((name) => [
    { tag: `!${name}`, resolve: (value: string) => ({ [long(name)]: value }) },
    {
      tag: `!${name}`,
      collection: "seq" as const,
      resolve: (value: { toJSON(): unknown }) => ({ [long(name)]: value.toJSON() }),
    },
  ]);
  const document = parseDocument(text, { schema: "yaml-1.1", customTags: tags });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw invalid(`Template format error: ${problem.message}`);
  const template = document.toJS() as Template;
  const stray = Object.keys(template).find((name) => !sections.includes(name));
  if (stray) throw invalid(`Invalid template property or properties [${stray}]`);
  return template;
}

/** The values of parameters. Throws where one is missing, unknown or not allowed, or a rule does not hold. */
export function checkParameters(template: Template, given: ReadonlyMap<string, string>): Map<string, string> {
  const { Parameters: declared = {}, Rules: rules = {} } = template;
  const stray = [...given.keys()].find((name) => !(name in declared));
  if (stray) throw invalid(`Parameters: [${stray}] do not exist in the template`);
  const values = new Map<string, string>();
  for (const [name, { Default, AllowedPattern, ConstraintDescription }] of Object.entries(declared)) {
    const value = given.get(name) ?? Default;
    if (value === undefined) throw invalid(`Parameters: [${name}] must have values`);
    if (AllowedPattern !== undefined && !new RegExp(String(AllowedPattern)).test(String(value)))
      throw invalid(`Parameter ${name} failed to satisfy constraint: ${ConstraintDescription}`);
    values.set(name, String(value));
  }
  for (const { Assertions } of Object.values(rules))
    for (const { Assert, AssertDescription } of Assertions)
      if (resolve(Assert, values) !== true) throw invalid(`Template assertion failed: ${AssertDescription}`);
  return values;
}

/** A value with its functions worked out. Dynamic references stay as they are. */
export function resolve(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, values));
  if (typeof value !== "object" || value === null) return value;
  const [[name, argument] = ["", undefined], ...others] = Object.entries(value);
  if (others.length === 0 && name === "Ref") return lookUp(String(argument), values);
  if (others.length === 0 && name === "Fn::GetAtt") return lookUp([argument].flat().join("."), values);
  if (others.length === 0 && name === "Fn::Sub")
    return String(argument).replace(/\$\{(!?)([^}]+)\}/g, (_, literal, inner) =>
      literal ? `\${${inner}}` : String(lookUp(inner, values)),
    );
  if (others.length === 0 && name === "Fn::Equals") {
    const [a, b] = resolve(argument, values) as [unknown, unknown];
    return a === b;
  }
  if (others.length === 0 && name === "Fn::Not") return (resolve(argument, values) as [unknown])[0] === false;
  if (name.startsWith("Fn::")) throw invalid(`the fake does not know ${name}`);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item, values)]));
}

function lookUp(name: string, values: Values): string {
  const value = values.get(name);
  if (value === undefined) throw invalid(`Unresolved resource dependencies [${name}] in the template`);
  return value;
}

/** Logical ids, each behind those that it depends on; else in the reverse order, so that none comes right by luck. */
export function creationOrder({ Resources }: Template): string[] {
  const order: string[] = [];
  const visit = (id: string, path: readonly string[]) => {
    if (order.includes(id)) return;
    if (path.includes(id)) throw invalid(`Circular dependency between resources: [${path.join(", ")}]`);
    for (const other of dependencies(Resources[id], Resources)) visit(other, [...path, id]);
    order.push(id);
  };
  for (const id of Object.keys(Resources).reverse()) visit(id, []);
  return order;
}

function dependencies(resource: TemplateResource | undefined, all: Template["Resources"]): string[] {
  const explicit = [resource?.DependsOn ?? []].flat();
  const missing = explicit.find((id) => !(id in all));
  if (missing) throw invalid(`Unresolved resource dependencies [${missing}] in the Resources block`);
  const text = JSON.stringify(resource?.Properties ?? {});
  const implied = Object.keys(all).filter(
    (id) => text.includes(`{"Ref":"${id}"}`) || text.includes(`"${id}.`) || text.includes(`\${${id}}`),
  );
  return [...explicit, ...implied];
}

export function invalid(message: string): Refusal {
  return new Refusal("ValidationError", message);
}
