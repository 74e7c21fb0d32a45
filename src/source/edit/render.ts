/** Values as YAML on one line, as they fit into any style around them. */
import { Document, isSeq, Scalar } from "yaml";
import type { EditValue } from "../../diagnostic.ts";

/** A value: lists as `[a, b]`, mappings as `{ a: 1 }`. A text is quoted as `like` is, if it is quoted at all. */
export function rendered(value: EditValue, like?: Scalar): string {
  if (isList(value)) return `[${value.map((item) => rendered(item)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([key, inner]) => renderedPair(key, inner));
    return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
  }
  return renderedScalar(value, like);
}

/** Such as `name: tokyo`. */
export function renderedPair(key: string, value: EditValue): string {
  return `${renderedScalar(key)}: ${rendered(value)}`;
}

function renderedScalar(value: string | number | boolean | null, like?: Scalar): string {
  const scalar = new Scalar(value);
  const { type } = like ?? {};
  if (typeof value === "string" && (type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE")) scalar.type = type;
  // Within a list in brackets, so that a comma is quoted as well.
  const document = new Document([scalar]);
  if (isSeq(document.contents)) document.contents.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd().slice(1, -1);
}

function isList(value: EditValue): value is readonly EditValue[] {
  return Array.isArray(value);
}
