/** Characters and names that no value of a file may have, whatever its key. */
import type { Path } from "../../diagnostic.ts";
import type { Problem } from "../findings.ts";
import { pathText } from "../path-text.ts";
import { codePoint, unprintable } from "../yaml/characters.ts";
import type { Tree } from "../yaml/tree.ts";

/** What no value may hold: what `decode` refuses, which an escape can write in quotes, and every kind of line end. */
const forbidden = new RegExp(`${unprintable}|[\\u2028\\u2029]`, "u");

/** The texts and keys in a value that are not one line of printable characters, or that JavaScript keeps for itself. */
export function textProblems(tree: Tree, path: Path): Problem[] {
  if (tree.kind === "list") return tree.items.flatMap((item, index) => textProblems(item, [...path, index]));
  if (tree.kind === "mapping") {
    return [...tree.entries].flatMap(([key, { value }]) => [
      ...keyProblems(key, [...path, key]),
      ...textProblems(value, [...path, key]),
    ]);
  }
  const found = typeof tree.value === "string" ? forbidden.exec(tree.value) : null;
  if (found === null) return [];
  const message = `${pathText(path)} contains ${nameOf(found[0])}; a value must be one line of printable text`;
  return [{ rule: "shape/character", at: { path, part: "value" }, message }];
}

function keyProblems(key: string, path: Path): Problem[] {
  const at = { path, part: "key" } as const;
  const found = forbidden.exec(key);
  if (found !== null) {
    const message = `a key contains ${nameOf(found[0])}; keys must be one line of printable text`;
    return [{ rule: "shape/character", at, message }];
  }
  if (key !== "__proto__") return [];
  return [
    {
      rule: "shape/unknown-key",
      at,
      message: "`__proto__` cannot be a key",
      fix: "Rename or remove the key.",
    },
  ];
}

function nameOf(character: string): string {
  return character === "\n"
    ? "a line break"
    : character === "\t"
      ? "a tab"
      : `the character ${codePoint(character)}`;
}
