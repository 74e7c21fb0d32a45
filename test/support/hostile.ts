/** Texts that are made to cost time, memory or stack. */
import { expect } from "vitest";
import { readDocument } from "../../src/source/yaml/read.ts";

const anchored = "k0: &k0 { a: 1 }\n";

/** A line for each number, in which an alias of the line before may stand. */
function chain(lines: number, line: (before: string) => string): string {
  return (
    anchored +
    Array.from({ length: lines }, (_, index) => `k${index + 1}: &k${index + 1} ${line(`k${index}`)}\n`).join(
      "",
    )
  );
}

/** Fifty lines that stand for two to the power of fifty values. */
export const nestedAliases = chain(50, (before) => `[*${before}, *${before}]`);

/** Names and texts of about so many bytes. */
export function hostileTexts(bytes: number): [name: string, text: string][] {
  const filled = (piece: string) => piece.repeat(bytes / piece.length);
  return [
    ["open brackets", filled("[")],
    ["open braces", filled("{a: ")],
    ["an open bracket on each line", filled("a: [\n")],
    ["dashes", filled("- ")],
    ["question marks", filled("? ")],
    ["keys on one line", filled("a: ")],
    ["closing brackets", filled("]")],
    ["documents", filled("---\na: 1\n")],
    ["directives", filled("%\n")],
    ["quotes", filled('"')],
    ["an open quote", `a: "${filled("\n")}`],
    ["words of secrets", filled("psk")],
    ["different keys", Array.from({ length: bytes / 16 }, (_, index) => `k${index}: 1`).join("\n")],
    ["equal keys", filled("k: 1\n")],
    ["aliases", `a: &a [1, 2]\nb: [${filled("*a, ")}]`],
    ["a chain of aliases", chain(bytes / 32, (before) => `[*${before}]`)],
    ["a chain of merges", chain(bytes / 64, (before) => `{ <<: *${before}, a${before}: 1 }`)],
    ["nested aliases", nestedAliases],
  ];
}

export function expectReadOrRefused(text: string): void {
  const { tree, problems } = readDocument(text);
  expect(tree !== undefined || problems.length > 0).toBe(true);
  // What aliases add is bounded, so that nothing behind this ever walks a tree without end.
  expect(tree?.size ?? 0).toBeLessThan(2 * text.length + 20_000);
}
