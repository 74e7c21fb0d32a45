/** Where the nodes of a document are written. */
import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Path } from "../../diagnostic.ts";

/** A value in a mapping or list, with all that leads to it. */
export interface Spot {
  readonly parent: YAMLMap | YAMLSeq;
  readonly pair: (Pair<Scalar, Node | null> & { readonly key: Scalar }) | undefined;
  /** Null if nothing is written. */
  readonly value: Node | null;
}

/** The document, if it can be read. */
export function rootOf(text: string): YAMLMap | undefined {
  const document = parseDocument(text, { stringKeys: true, uniqueKeys: false, version: "1.2" });
  return document.errors.length === 0 && isMap(document.contents) ? document.contents : undefined;
}

/** What is written at a path; undefined if nothing is, or if it comes by an alias or a merge key. */
export function spotAt(root: YAMLMap, path: Path): Spot | undefined {
  let parent: Node | null = root;
  let spot: Spot | undefined;
  for (const step of path) {
    if (!isCollection(parent) || parent.tag !== undefined || parent.anchor !== undefined) return undefined;
    spot = childOf(parent as YAMLMap | YAMLSeq, step);
    if (spot === undefined) return undefined;
    parent = spot.value;
  }
  return spot;
}

function childOf(parent: YAMLMap | YAMLSeq, step: string | number): Spot | undefined {
  if (isSeq(parent)) {
    const value = parent.items[Number(step)] as Node | null | undefined;
    return value === undefined ? undefined : { parent, pair: undefined, value };
  }
  const pairs = (parent as YAMLMap).items.filter(
    ({ key }) => isScalar(key) && String(key.value) === String(step),
  );
  const [pair] = pairs as Spot["pair"][];
  return pair === undefined || pairs.length > 1 ? undefined : { parent, pair, value: pair.value ?? null };
}

/** Whether a value can be replaced: others can refer to one with an anchor, and a tag gives it another meaning. */
export function isOwn(node: Node | null): boolean {
  if (node === null) return true;
  if (isAlias(node) || ("anchor" in node && node.anchor !== undefined)) return false;
  return !("tag" in node && node.tag !== undefined);
}

export function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** End of what is written of a node, without comments and blank lines behind it. */
export function endOf(node: Node, text: string): number {
  if (isCollection(node) && !node.flow) {
    const last = node.items.at(-1) as Pair<Node, Node | null> | Node | undefined;
    if (last !== undefined) {
      const inner = "key" in last ? (last.value ?? null) : last;
      if (inner !== null && !isEmpty(inner)) return endOf(inner, text);
      if ("key" in last) return colonAfter(endOf(last.key, text), text);
    }
  }
  const [start = 0, end = 0] = node.range ?? [];
  return start + text.slice(start, end).trimEnd().length;
}

/** End of a pair: of its value, or of the colon. */
export function endOfPair({ key, value }: NonNullable<Spot["pair"]>, text: string): number {
  const keyEnd = endOf(key, text);
  return value === null || value === undefined || isEmpty(value)
    ? colonAfter(keyEnd, text)
    : endOf(value, text);
}

/** Whether a value is written as nothing at all. */
export function isEmpty(node: Node): boolean {
  return isScalar(node) && node.range?.[0] === node.range?.[1];
}

/** The place behind the colon of a key. */
export function colonAfter(end: number, text: string): number {
  const colon = /^[ \t]*:/.exec(text.slice(end));
  return colon === null ? end : end + colon[0].length;
}

export function lineStart(at: number, text: string): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** The line end of a place's line, before its `\r` and `\n`. */
export function lineEnd(at: number, text: string): number {
  const end = text.indexOf("\n", at);
  if (end === -1) return text.length;
  return text[end - 1] === "\r" && end > at ? end - 1 : end;
}

/** Start of the next line. */
export function nextLine(at: number, text: string): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}
