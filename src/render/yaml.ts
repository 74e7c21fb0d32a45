/** Prints data as YAML, as Prettier leaves it. Knows nothing of VPNs. */
import { commentText } from "./quote.ts";

/** What a YAML file can hold. */
export type Yaml = string | number | boolean | Tagged | readonly Yaml[] | { readonly [key: string]: Yaml };

/** A value with a tag of the application, on one line. */
class Tagged {
  readonly text: string;
  constructor(tag: string, value: Yaml) {
    this.text = `${tag} ${flow(value)}`;
  }
}

/** `!Ref Name`, `!Equals [a, b]`. */
export function tagged(tag: string, value: Yaml): Yaml {
  return new Tagged(tag, value);
}

export interface YamlFile {
  /** First line, as a comment. */
  readonly header: string;
  readonly value: { readonly [key: string]: Yaml };
  /** Comments above keys, by the path of the key with `/` between its parts: `Resources/Gateway`. */
  readonly comments: Readonly<Record<string, string>>;
}

/** The text of a file. Top-level keys and keys with a comment have an empty line above them. */
export function yamlFile({ header, value, comments }: YamlFile): string {
  const printer = new Printer(comments);
  printer.addMapping(value, { level: 0, path: "", indent: "", first: "" });
  return `# ${commentText(header)}\n\n${printer.lines.join("\n")}\n`;
}

/** Where the printer is. */
interface Spot {
  /** How many keys lead there; Infinity in a list, where nothing has a comment. */
  readonly level: number;
  /** Path of what is printed, as in `comments`; "" where it is too deep for one. */
  readonly path: string;
  readonly indent: string;
  /** What the first line begins with: the indentation, or the dash of a list's item. */
  readonly first: string;
}

class Printer {
  readonly lines: string[] = [];
  readonly comments: YamlFile["comments"];
  /** Parts of the longest path with a comment: what lies deeper needs no path. */
  readonly depth: number;

  constructor(comments: YamlFile["comments"]) {
    this.comments = comments;
    this.depth = Math.max(0, ...Object.keys(comments).map((path) => path.split("/").length));
  }

  addMapping(mapping: { readonly [key: string]: Yaml }, { level, path, indent, first }: Spot): void {
    const { lines, comments, depth } = this;
    let isFirst = true;
    for (const key of Object.keys(mapping)) {
      const value = mapping[key] as Yaml;
      const at = level < depth ? path + key : "";
      const comment = level < depth ? comments[at] : undefined;
      if (!isFirst && (level === 0 || comment !== undefined)) lines.push("");
      if (comment !== undefined)
        for (const line of comment.split("\n")) lines.push(`${indent}${line === "" ? "#" : `# ${line}`}`);
      const name = `${isFirst ? first : indent}${yamlScalar(key)}:`;
      isFirst = false;
      if (isBlock(value)) {
        lines.push(name);
        const inner = `${indent}  `;
        this.addBlock(value, { level: level + 1, path: `${at}/`, indent: inner, first: inner });
      } else lines.push(`${name} ${flow(value)}`);
    }
  }

  addBlock(value: Block, spot: Spot): void {
    if (!isList(value)) {
      this.addMapping(value, spot);
      return;
    }
    const { indent } = spot;
    for (const [index, item] of value.entries()) {
      const first = `${index === 0 ? spot.first : indent}- `;
      if (isBlock(item)) this.addBlock(item, { level: Infinity, path: "", indent: `${indent}  `, first });
      else this.lines.push(first + flow(item));
    }
  }
}

/** A list or mapping on lines of its own; an empty one has none. */
type Block = readonly Yaml[] | { readonly [key: string]: Yaml };

function isBlock(value: Yaml): value is Block {
  return typeof value === "object" && !(value instanceof Tagged) && Object.keys(value).length > 0;
}

/** A value on one line. */
function flow(value: Yaml): string {
  if (typeof value === "string") return yamlScalar(value);
  if (typeof value !== "object") return String(value);
  if (value instanceof Tagged) return value.text;
  if (isList(value)) return `[${value.map(flow).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${yamlScalar(key)}: ${flow(item)}`)
    .join(", ")}}`;
}

function isList(value: Block): value is readonly Yaml[] {
  return Array.isArray(value);
}

/**
 * Text as a scalar: plain where every version of YAML reads it as that text, quoted elsewhere. In YAML
 * 1.1, which CloudFormation reads, `yes`, `=`, `1:30` and a date are no texts.
 */
function yamlScalar(text: string): string {
  if (plain.test(text) && !text.includes(": ") && !/[ :]$/.test(text) && !words.test(text)) return text;
  const double = JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  // Prettier prefers single quotes around double ones, unless something else needs an escape.
  if (!text.includes('"') || /\\[^"]/.test(double)) return double;
  return `'${text.replaceAll("'", "''")}'`;
}

/** Begins with a letter or a slash, and holds no ` #`. */
const plain = /^[A-Za-z/][A-Za-z0-9 _.,;:/()=+@${}'-]*$/;
/** Booleans and null of YAML 1.1, and `e2`, which some readers take for a number. https://yaml.org/type/bool.html */
const words = /^(y|n|yes|no|on|off|true|false|null|e\d+)$/i;
