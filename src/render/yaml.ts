/** Prints data as YAML, as Prettier leaves it. Knows nothing of VPNs. */
import { Document, isMap, isScalar, type Node } from "yaml";
import { commentText } from "./quote.ts";

/** What a YAML file can hold. A `Node` comes from `tagged`. */
export type Yaml = string | number | boolean | Node | readonly Yaml[] | { readonly [key: string]: Yaml };

/** A value with a tag of the application, on one line: `!Ref Name`, `!Equals [a, b]`. */
export function tagged(tag: string, value: Yaml): Node {
  const node = new Document().createNode(value, { flow: true });
  node.tag = tag;
  return node;
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
  const document = new Document(value, {
    aliasDuplicateObjects: false,
    customTags: (tags) =>
      tags.map((tag) => (typeof tag === "object" && tag.tag === textTag ? quoting(tag) : tag)),
  });
  document.commentBefore = ` ${commentText(header)}`;
  annotate(document.contents, "", comments);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const textTag = "tag:yaml.org,2002:str";

function quoting<T extends object>(tag: T) {
  return { ...tag, stringify: ({ value }: { value: unknown }) => yamlScalar(String(value)) };
}

/**
 * Text as a scalar: plain where every version of YAML reads it as that text, quoted elsewhere. In YAML
 * 1.1, which CloudFormation reads, `yes`, `=`, `1:30` and a date are no texts.
 */
function yamlScalar(text: string): string {
  if (plain.test(text) && !words.test(text)) return text;
  const double = JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  // Prettier prefers single quotes around double ones, unless something else needs an escape.
  if (!text.includes('"') || /\\[^"]/.test(double)) return double;
  return `'${text.replaceAll("'", "''")}'`;
}

/** Begins with a letter or a slash, holds no `: ` and no ` #`, and ends in neither a space nor a colon. */
const plain = /^[A-Za-z/]((?!: )[A-Za-z0-9 _.,;:/()=+@${}'-])*(?<![ :])$/;
/** Booleans and null of YAML 1.1, and `e2`, which some readers take for a number. https://yaml.org/type/bool.html */
const words = /^(y|n|yes|no|on|off|true|false|null|e\d+)$/i;

function annotate(node: unknown, path: string, comments: YamlFile["comments"]): void {
  if (!isMap(node)) return;
  node.items.forEach(({ key, value }, index) => {
    if (!isScalar(key)) return;
    const at = `${path}${key.value}`;
    const comment = comments[at];
    key.spaceBefore = index > 0 && (path === "" || comment !== undefined);
    if (comment !== undefined) key.commentBefore = comment.replace(/^/gm, " ");
    annotate(value, `${at}/`, comments);
  });
}
