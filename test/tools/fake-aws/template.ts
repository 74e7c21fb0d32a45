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
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** What references lead to: of parameters, pseudo parameters and resources, and `Id.Attribute`. */
export type Values = ReadonlyMap<string, string>;

const functions = ["Sub", "GetAtt", "Equals", "Not", "Select", "Split"];
const sections = [
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Parameters",
  "Rules",
  "Conditions",
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
  for (const [name, parameter] of Object.entries(declared)) {
    const { Default, AllowedPattern, AllowedValues, ConstraintDescription } = parameter;
    const value = given.get(name) ?? Default;
    if (value === undefined) throw invalid(`Parameters: [${name}] must have values`);
    if (Array.isArray(AllowedValues) && !AllowedValues.includes(value))
      throw invalid(`Parameter '${name}' must be one of AllowedValues`);
    if (AllowedPattern !== undefined && !new RegExp(String(AllowedPattern)).test(String(value)))
      throw invalid(`Parameter ${name} failed to satisfy constraint: ${ConstraintDescription}`);
    values.set(name, String(value));
  }
  for (const { Assertions } of Object.values(rules))
    for (const { Assert, AssertDescription } of Assertions)
      if (resolve(Assert, values) !== true) throw invalid(`Template assertion failed: ${AssertDescription}`);
  return values;
}

/** A value with its functions worked out; undefined for `AWS::NoValue`. Dynamic references stay as they are. */
export function resolve(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, values));
  if (typeof value !== "object" || value === null) return value;
  const [[name, argument] = ["", undefined], ...others] = Object.entries(value);
  if (others.length === 0 && name === "Ref" && argument === "AWS::NoValue") return undefined;
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
  if (others.length === 0 && name === "Fn::If") {
    const [condition, yes, no] = argument as [string, unknown, unknown];
    return resolve(lookUp(conditionKey(condition), values) === "true" ? yes : no, values);
  }
  if (others.length === 0 && name === "Fn::Select") {
    const [at, list] = resolve(argument, values) as [number, readonly string[]];
    return list[at];
  }
  if (others.length === 0 && name === "Fn::Split") {
    const [separator, text] = resolve(argument, values) as [string, string];
    return text.split(separator);
  }
  if (name.startsWith("Fn::")) throw invalid(`the fake does not know ${name}`);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, resolve(item, values)])
      .filter(([, item]) => item !== undefined),
  );
}

/** Where the outcome of a condition is among the values. */
export function conditionKey(name: string): string {
  return `condition ${name}`;
}

function lookUp(name: string, values: Values): string {
  const value = values.get(name);
  if (value === undefined) throw invalid(`Unresolved resource dependencies [${name}] in the template`);
  return value;
}

/**
 * Logical ids, each behind those that it depends on; else in an order that `random`, from 0 to 1, decides, so that none comes
 * right by luck: CloudFormation creates what depends on nothing at the same time.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html
 */
export function creationOrder({ Resources }: Template, random: () => number): string[] {
  const order: string[] = [];
  const visit = (id: string, path: readonly string[]) => {
    if (order.includes(id)) return;
    if (path.includes(id)) throw invalid(`Circular dependency between resources: [${path.join(", ")}]`);
    for (const other of dependencies(Resources[id], Resources)) visit(other, [...path, id]);
    order.push(id);
  };
  const ranks = Object.keys(Resources).map((id) => ({ id, rank: random() }));
  for (const { id } of ranks.sort((a, b) => a.rank - b.rank)) visit(id, []);
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
