/** Characters and names that no value of a file may have, whatever its key. */
import type { Path } from "../../diagnostic.ts";
import type { Problem } from "../findings.ts";
import { pathText } from "../path-text.ts";
import { codePoint } from "../yaml/decode.ts";
import type { Tree } from "../yaml/tree.ts";

/** Control characters, line ends included, and the others that `decode` refuses: an escape can write them in quotes. */
const unprintable =
  /[\0-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u;

/** The texts and keys in a value that are not one line of printable characters, or that JavaScript keeps for itself. */
export function textProblems(tree: Tree, path: Path): Problem[] {
  if (tree.kind === "list") return tree.items.flatMap((item, index) => textProblems(item, [...path, index]));
  if (tree.kind === "mapping") {
    return [...tree.entries].flatMap(([key, { value }]) => [
      ...keyProblems(key, [...path, key]),
      ...textProblems(value, [...path, key]),
    ]);
  }
  const found = typeof tree.value === "string" ? unprintable.exec(tree.value) : null;
  if (found === null) return [];
  const message = `${pathText(path)} holds ${nameOf(found[0])}; a value is one line of printable text`;
  return [{ rule: "shape/character", at: { path, part: "value" }, message }];
}

function keyProblems(key: string, path: Path): Problem[] {
  const at = { path, part: "key" } as const;
  const found = unprintable.exec(key);
  if (found !== null) {
    const message = `a key holds ${nameOf(found[0])}; keys are one line of printable text`;
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
