/** A document as plain mappings, lists and scalars that know where they are written. Aliases and merge keys are resolved. */
import type { Path } from "../../diagnostic.ts";
import type { Span } from "../findings.ts";

/** A value of a document. A value behind an alias is the anchor's own, so that its span is where it is written. */
export type Tree = ScalarTree | ListTree | MappingTree;

interface Written {
  readonly span: Span;
  /** Values in it, itself and those behind aliases included. */
  readonly size: number;
  /** Levels in it, itself included. */
  readonly depth: number;
}

export interface ScalarTree extends Written {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As written, without quotes. */
  readonly source: string;
  readonly quoted: boolean;
}

export interface ListTree extends Written {
  readonly kind: "list";
  readonly items: readonly Tree[];
}

export interface MappingTree extends Written {
  readonly kind: "mapping";
  readonly entries: ReadonlyMap<string, Entry>;
  /** Those that are written and count for nothing: of a key that is there already, or of a merge that cannot be. */
  readonly repeated?: readonly (readonly [key: string, entry: Entry])[];
}

/** A key with its value. */
export interface Entry {
  readonly key: Span;
  readonly value: Tree;
}

/** The value at a path; undefined where there is none. */
export function treeAt(root: Tree | undefined, path: Path): Tree | undefined {
  return path.reduce<Tree | undefined>((tree, step) => tree && childOf(tree, step)?.value, root);
}

/**
 * Where the key or the value of a path is written. Total: of what is missing or defaulted it is the key
 * of the nearest ancestor that is written; of an empty value it is the key.
 */
export function spanOf(root: Tree | undefined, path: Path, part: "key" | "value"): Span {
  if (root === undefined) return [0, 0];
  let here: Entry = { key: nameOf(root), value: root };
  for (const step of path) {
    const child = childOf(here.value, step);
    if (child === undefined) return here.key;
    here = child;
  }
  const empty = here.value.span[0] === here.value.span[1];
  return part === "key" || empty || path.length === 0 ? here.key : here.value.span;
}

function childOf(tree: Tree, step: string | number): Entry | undefined {
  if (tree.kind === "mapping") return tree.entries.get(String(step));
  const item = tree.kind === "list" ? tree.items[Number(step)] : undefined;
  return item && { key: nameOf(item), value: item };
}

/** What stands for a value that has no key: the first key in it, or all of it. */
function nameOf(tree: Tree): Span {
  if (tree.kind !== "mapping") return tree.span;
  const [first] = tree.entries.values();
  return first?.key ?? tree.span;
}

/** The value as JavaScript has it. Only for trees of bounded size: what is shared is copied. */
export function plainValue(tree: Tree): unknown {
  if (tree.kind === "scalar") return tree.value;
  if (tree.kind === "list") return tree.items.map(plainValue);
  const value: Record<string, unknown> = {};
  for (const [key, entry] of tree.entries) {
    // An assignment to `__proto__` would change the object's prototype.
    const property = { value: plainValue(entry.value), enumerable: true, writable: true, configurable: true };
    Object.defineProperty(value, key, property);
  }
  return value;
}
