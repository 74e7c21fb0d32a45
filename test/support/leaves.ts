/** Walks the values of a document. */
import type { Path } from "../../src/diagnostic.ts";

export type Scalar = string | number | boolean;

export interface Leaf {
  readonly path: Path;
  readonly value: Scalar;
}

/** Every scalar, with its path. */
export function leavesOf(value: unknown, path: Path = []): Leaf[] {
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, child]) =>
      leavesOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
    );
  return value === undefined || value === null ? [] : [{ path, value: value as Scalar }];
}

/** The value with another leaf at that path. */
export function withLeaf(value: unknown, [step, ...rest]: Path, leaf: Scalar): unknown {
  if (step === undefined) return leaf;
  if (Array.isArray(value))
    return value.map((child, index) => (index === step ? withLeaf(child, rest, leaf) : child));
  const record = value as Record<string, unknown>;
  return { ...record, [step]: withLeaf(record[step], rest, leaf) };
}

/** Whether a finding there speaks of the leaf: at its path, or above it. */
export function concerns(place: Path, path: Path): boolean {
  return place.every((step, index) => step === path[index]);
}
