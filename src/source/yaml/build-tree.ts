/** YAML nodes → tree: aliases, merge keys and duplicate keys. */
import { isAlias, isMap, isScalar, isSeq, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Edits } from "../../diagnostic.ts";
import { safe } from "../../edit.ts";
import { maxAliased, maxDepth, type Problem, type Span } from "../findings.ts";
import { keyText, quoted } from "../path-text.ts";
import {
  type Entry,
  type ListTree,
  type MappingTree,
  plainValue,
  type ScalarTree,
  type Tree,
} from "./tree.ts";

/** What a document's walk knows so far. */
interface Walk {
  readonly text: string;
  readonly problems: Problem[];
  /** By name; `open` while the value is still being read. An anchor may be set again. */
  readonly anchors: Map<string, Tree | "open">;
  /** Values that the aliases so far stand for. */
  aliased: number;
}

/** The tree of a well-formed document, and what is wrong with its keys, tags and aliases. */
export function buildTree(contents: unknown, text: string): { tree: Tree; problems: Problem[] } {
  const walk: Walk = { text, problems: [], anchors: new Map(), aliased: 0 };
  return { tree: treeOf(contents, walk, { depth: 1, near: [0, 0] }), problems: walk.problems };
}

/** How deep a node lies, and what to point at where it has no place of its own. */
interface Spot {
  readonly depth: number;
  readonly near: Span;
}

function treeOf(node: unknown, walk: Walk, spot: Spot): Tree {
  if (isAlias(node)) return aliasTree(node.source, spanOfNode(node, spot.near), walk, spot.depth);
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return emptyTree(spot.near);
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, "open");
  const tree = ownTree(node, walk, spot);
  if (node.anchor !== undefined) walk.anchors.set(node.anchor, tree);
  if (node.tag !== undefined && !plainTags.has(node.tag)) {
    const message = `the tag ${quoted(node.tag.replace(coreTag(""), "!!"))} is not supported`;
    walk.problems.push({ rule: "yaml/tag", at: tree.span, message });
  }
  return tree;
}

/** The tags of YAML's core schema, and `!` for text. https://yaml.org/spec/1.2.2/#103-core-schema */
const plainTags = new Set(["!", ...["str", "int", "float", "bool", "null", "map", "seq"].map(coreTag)]);

function coreTag(name: string): string {
  return `tag:yaml.org,2002:${name}`;
}

function ownTree(node: Scalar | YAMLMap | YAMLSeq, walk: Walk, spot: Spot): Tree {
  const span = spanOfNode(node, spot.near);
  if (isMap(node)) return mappingTree(node, span, walk, spot.depth);
  if (isSeq(node)) return listTree(node, span, walk, spot.depth);
  return scalarTree(node, span, walk);
}

function scalarTree(node: Scalar, span: Span, { text }: Walk): ScalarTree {
  const { value, source = "", type = "PLAIN" } = node;
  const plain = typeof value === "number" || typeof value === "boolean" || value === null;
  return {
    kind: "scalar",
    span: [span[0], trimmedEnd(text, span)],
    size: 1,
    depth: 1,
    value: plain ? value : String(value),
    source,
    quoted: type !== "PLAIN",
  };
}

function listTree(node: YAMLSeq, span: Span, walk: Walk, depth: number): ListTree {
  const items = node.items.map((item) => treeOf(item, walk, { depth: depth + 1, near: [span[0], span[0]] }));
  const end = node.flow ? span[1] : Math.max(span[0], ...node.items.map((item) => endOf(item, walk)));
  return { kind: "list", span: [span[0], end], ...measure(items), items };
}

function mappingTree(node: YAMLMap, span: Span, walk: Walk, depth: number): MappingTree {
  const entries = new Map<string, Entry>();
  const merged: Entry[] = [];
  const repeated: (readonly [string, Entry])[] = [];
  for (const pair of node.items) addPair(pair, { entries, merged, repeated, walk, depth });
  for (const merge of merged) mergeInto(entries, merge, { repeated, walk });
  const last = node.items.at(-1);
  const end = node.flow ? span[1] : endOf(last?.value ?? last?.key, walk) || span[1];
  return {
    kind: "mapping",
    span: [span[0], Math.max(end, span[0])],
    ...measure([...entries.values()].map(({ value }) => value)),
    entries,
    ...(repeated.length > 0 ? { repeated } : {}),
  };
}

/** A mapping while its pairs are read. */
interface Mapping {
  readonly entries: Map<string, Entry>;
  readonly merged: Entry[];
  readonly repeated: (readonly [string, Entry])[];
  readonly walk: Walk;
  readonly depth: number;
}

function addPair(pair: Pair, { entries, merged, repeated, walk, depth }: Mapping): void {
  // The parser has refused keys that are no text.
  if (!isScalar(pair.key)) return;
  const name = String(pair.key.value);
  const key = spanOfNode(pair.key, [0, 0]);
  if (pair.key.anchor !== undefined) walk.anchors.set(pair.key.anchor, scalarTree(pair.key, key, walk));
  const value = treeOf(pair.value, walk, { depth: depth + 1, near: [key[1], key[1]] });
  const merges = name === "<<" && pair.key.type === "PLAIN";
  const first = merges ? merged[0] : entries.get(name);
  if (first !== undefined) {
    repeated.push([name, { key, value }]);
    walk.problems.push({
      rule: "yaml/duplicate-key",
      at: key,
      message: `the key ${keyText(name)} is already in this mapping`,
      fix: merges ? "Give one `<<` a list of aliases." : "Remove one of the two.",
      ...repetition({ key, value }, first.value, walk.text),
      related: [{ at: first.key, message: "first here" }],
    });
  } else if (merges) {
    merged.push({ key, value });
  } else {
    entries.set(name, { key, value });
  }
}

/** How to remove an entry that says the same as the first one, and has its lines to itself. */
function repetition({ key, value }: Entry, first: Tree, text: string): { edits?: Edits } {
  const start = text.lastIndexOf("\n", key[0]) + 1;
  const end = text.indexOf("\n", value.span[1]) + 1 || text.length;
  const around = text.slice(start, key[0]) + text.slice(value.span[1], end);
  const isAlone = value.span[1] > key[1] && around.trim() === "";
  if (!isAlone || JSON.stringify(plainValue(first)) !== JSON.stringify(plainValue(value))) return {};
  return { edits: safe("Remove the repetition", { kind: "replace", span: [start, end], text: "" }) };
}

/** https://yaml.org/type/merge.html: own keys win over merged ones, earlier sources over later. */
function mergeInto(
  entries: Map<string, Entry>,
  merge: Entry,
  { repeated, walk }: Pick<Mapping, "repeated" | "walk">,
): void {
  const source = merge.value;
  for (const mapping of source.kind === "list" ? source.items : [source]) {
    if (mapping.kind !== "mapping") {
      const message = "a merge key needs a mapping or a list of mappings, and this is neither";
      walk.problems.push({ rule: "yaml/merge", at: mapping.span, message });
      repeated.push(["<<", { key: merge.key, value: mapping }]);
      continue;
    }
    for (const [key, entry] of mapping.entries) {
      if (entries.has(key)) repeated.push([key, entry]);
      else entries.set(key, entry);
    }
    repeated.push(...(mapping.repeated ?? []));
  }
}

function aliasTree(name: string, span: Span, walk: Walk, depth: number): Tree {
  const target = walk.anchors.get(name);
  const shown = quoted(name).slice(1, -1);
  if (target === undefined || target === "open") {
    const message =
      target === "open"
        ? `the alias *${shown} is inside its own anchor, so it never ends`
        : `the alias *${shown} has no anchor above it`;
    const fix =
      target === "open"
        ? "Write the value out."
        : `Write &${shown} before the value that you mean, above this line.`;
    walk.problems.push({ rule: "yaml/alias", at: span, message, fix });
    return emptyTree(span, `*${name}`);
  }
  const before = walk.aliased;
  walk.aliased += target.size;
  if (walk.aliased <= maxAliased && depth + target.depth <= maxDepth) return target;
  if (before <= maxAliased) {
    const message = `with *${shown}, the aliases of this file expand to more than ${maxAliased} values or ${maxDepth} levels`;
    walk.problems.push({ rule: "yaml/alias", at: span, message });
    walk.aliased = Number.POSITIVE_INFINITY;
  }
  return emptyTree(span);
}

function emptyTree(span: Span, source = ""): ScalarTree {
  return { kind: "scalar", span, size: 1, depth: 1, value: null, source, quoted: false };
}

function measure(parts: readonly Tree[]): { size: number; depth: number } {
  let [size, depth] = [1, 0];
  for (const part of parts) {
    size += part.size;
    depth = Math.max(depth, part.depth);
  }
  return { size, depth: depth + 1 };
}

function spanOfNode(
  node: { range?: readonly [number, number, number] | null | undefined },
  near: Span,
): Span {
  return node.range ? [node.range[0], node.range[1]] : near;
}

/** End of what is written of a node, without the comments and blank lines that YAML counts in. */
function endOf(node: unknown, walk: Walk): number {
  if (isMap(node) && !node.flow) {
    const last = node.items.at(-1);
    return endOf(last?.value ?? last?.key, walk);
  }
  if (isSeq(node) && !node.flow) return endOf(node.items.at(-1), walk);
  if (!isAlias(node) && !isScalar(node) && !isMap(node) && !isSeq(node)) return 0;
  return trimmedEnd(walk.text, spanOfNode(node, [0, 0]));
}

/** End of a span without YAML's own white space; any other, such as a no-break space, belongs to the value. */
function trimmedEnd(text: string, [start, end]: Span): number {
  let trimmed = end;
  while (trimmed > start && " \t\r\n".includes(text.charAt(trimmed - 1))) trimmed -= 1;
  return trimmed;
}
