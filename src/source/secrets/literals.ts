/** Pre-shared keys that somebody wrote into the file: where they are, never what they are. */
import type { Path } from "../../diagnostic.ts";
import { typesAt } from "../schema/at-path.ts";
import type { Tree } from "../yaml/tree.ts";
import { mayBePassword, pskName, tunnelName } from "./hidden-text.ts";
import { looksLikePsk } from "./psk-shape.ts";

/** What may be a pre-shared key. */
export interface Literal {
  readonly at: Path;
  readonly part: "key" | "value";
  /** Its characters. */
  readonly length: number;
  /** What tells: it looks generated, or it is where only a key can be. */
  readonly by: "looks" | "place";
}

/** All of a file, in its order, also below keys that begin with `x-` and below unknown ones. */
export function literalsIn(tree: Tree, at: Path = []): Literal[] {
  if (tree.kind === "list") return tree.items.flatMap((item, index) => literalsIn(item, [...at, index]));
  if (tree.kind === "mapping") {
    return [...tree.entries].flatMap(([key, { value }]) => {
      const place = [...at, key];
      const own = looksLikePsk(key)
        ? [{ at: place, part: "key", length: key.length, by: "looks" } as const]
        : [];
      return [...own, ...literalsIn(value, place)];
    });
  }
  if (typeof tree.value !== "string") return [];
  const { length } = tree.value;
  if (looksLikePsk(tree.value)) return [{ at, part: "value", length, by: "looks" }];
  return isWhereKeysAre(at) && mayBePassword(tree.value) && !isReference(tree.value)
    ? [{ at, part: "value", length, by: "place" }]
    : [];
}

/** Whether a text at the path can be nothing but a key: the language has none there, and a name says so. */
function isWhereKeysAre(path: Path): boolean {
  const isKnown = [...typesAt(path)].some((type) => type !== "object" && type !== "array");
  if (isKnown) return false;
  return path.some((step) => pskName.test(String(step))) || tunnelName.test(String(path.at(-1)));
}

/** Whether a text says where a key is, instead of being one: a path, an ARN, a URL, a variable. */
function isReference(text: string): boolean {
  return /[{}<>\s]|^arn:|^[a-z]+:\/\/|^\$|^projects\/|^[a-z0-9_-]+(\/[a-z0-9_-]+)+$|^ENC\[|\.ya?ml$/i.test(
    text,
  );
}
