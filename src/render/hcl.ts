/** Pieces of HCL, laid out as `terraform fmt` does. */
import { cellsOf } from "./cells.ts";
import { hclString } from "./quote.ts";

/** An argument of a block: its name, the spaces behind it, and its value as HCL. */
interface Argument {
  readonly name: string;
  readonly paddingText: string;
  readonly valueText: string;
}

/** A file of blocks, with one line of comment before them. */
export function hclFile(comment: string, blocks: readonly string[]): string {
  return `${[`# ${comment}`, ...blocks.map((block) => block.trimEnd())].join("\n\n")}\n`;
}

/** Arguments, given as name and HCL, with their equals signs in one column. */
export function aligned(entries: readonly (readonly [name: string, valueText: string])[]): Argument[] {
  // It counts characters as a reader sees them, of whatever width.
  const widths = entries.map(([name]) => cellsOf(name).length);
  const widest = Math.max(0, ...widths);
  return entries.map(([name, valueText], index) => ({
    name,
    paddingText: " ".repeat(widest - (widths[index] ?? 0)),
    valueText,
  }));
}

/** A map of strings as the value of an argument that is indented by two spaces. */
export function hclMap(pairs: readonly { readonly key: string; readonly value: string }[]): string {
  if (pairs.length === 0) return "{}";
  const entries = pairs.map(({ key, value }) => [hclString(key), hclString(value)] as const);
  const lines = aligned(entries).map(
    ({ name, paddingText, valueText }) => `    ${name}${paddingText} = ${valueText}`,
  );
  return ["{", ...lines, "  }"].join("\n");
}

/** How HCL refers to a resource that a root makes, or to one that was there before. */
export function reference(address: string, existing: boolean): string {
  return existing ? `data.${address}` : address;
}
