/** What a CloudFormation template consists of, and how it is printed. */
import { tagged, type Yaml, yamlFile } from "../../render/yaml.ts";
import type { Tag } from "../../topology/topology.ts";

type Properties = { readonly [key: string]: Yaml };

/** A resource, in the order in which its keys are printed. */
export interface Resource {
  readonly Type: string;
  /** Logical ids of what must be complete before. */
  readonly DependsOn?: readonly string[];
  /** What happens to it when it leaves the stack; absent for Delete. */
  readonly DeletionPolicy?: "RetainExceptOnCreate" | "Retain";
  /** What happens to the old one when it is replaced. */
  readonly UpdateReplacePolicy?: "Retain" | "Delete";
  readonly Properties: Properties;
}

/** Resources under one comment, by logical id. */
export interface Section {
  readonly comment: string;
  readonly resources: Readonly<Record<string, Resource>>;
}

export interface Output {
  readonly Description: string;
  readonly Value: Yaml;
}

export interface Template {
  readonly header: string;
  readonly description: string;
  /** Parameters, their groups in the console, and the rules that hold between them. */
  readonly head: { readonly [key: string]: Yaml };
  readonly sections: readonly Section[];
  readonly outputs: Readonly<Record<string, Output>>;
}

/** The text of a template. Sections without resources, and empty outputs, are left out. */
export function printTemplate(template: Template): string {
  const sections = template.sections.filter(({ resources }) => Object.keys(resources).length > 0);
  const outputs = Object.keys(template.outputs).length > 0 ? { Outputs: record(template.outputs) } : {};
  return yamlFile({
    header: template.header,
    value: {
      AWSTemplateFormatVersion: "2010-09-09",
      Description: template.description,
      ...template.head,
      Resources: record(Object.assign({}, ...sections.map(({ resources }) => resources))),
      ...outputs,
    },
    comments: Object.fromEntries(
      sections.map(({ comment, resources }) => [`Resources/${Object.keys(resources)[0]}`, comment]),
    ),
  });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html */
export function ref(logicalId: string): Yaml {
  return tagged("!Ref", logicalId);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
export function sub(text: string): Yaml {
  return tagged("!Sub", text);
}

/** Text inside `sub` that stands for itself. */
export function literal(text: string): string {
  return text.replaceAll("${", "${!");
}

/** The user's tags and a name; the name wins over a tag `Name`. */
export function tagsOf(tags: readonly Tag[], name: string): Yaml {
  return [{ key: "Name", value: name }, ...tags.filter(({ key }) => key !== "Name")].map(
    ({ key, value }) => ({ Key: key, Value: value }),
  );
}

/** Part of a logical id, from an id of AWS or a CIDR: `Rtb0a1b2c3d4e5f60718`, `10x128x0x0p20`. */
export function idPart(text: string): string {
  const letters = text
    .replaceAll(".", "x")
    .replaceAll("/", "p")
    .replace(/[^A-Za-z0-9]/g, "");
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}

function record(entries: object): Properties {
  return entries as Properties;
}
