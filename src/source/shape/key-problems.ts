/** Findings about keys: unknown ones and missing ones. */
import type { Path } from "../../diagnostic.ts";
import { inBackquotes, oneOf } from "../../words/lists.ts";
import { suggestions } from "../../words/suggestions.ts";
import type { Problem } from "../findings.ts";
import { keyText, pathText } from "../path-text.ts";
import { demandAt, descriptionAt, homesOf, keysAt, requiredKeysAt, typesAt } from "../schema/at-path.ts";
import { type MappingTree, type Tree, treeAt } from "../yaml/tree.ts";

/** A key that the mapping at `path` does not have. */
export function unknownKey(root: MappingTree, path: Path, key: string): Problem {
  const where = path.length === 0 ? "at the top level" : `in ${pathText(path)}`;
  const { because, fix } = reason(root, path, key);
  return {
    rule: "shape/unknown-key",
    at: { path: [...path, key], part: "key" },
    message: `there is no key ${keyText(key)} ${where}; ${because}`,
    fix,
  };
}

function reason(root: MappingTree, path: Path, key: string): { because: string; fix: string } {
  const allowed = keysAt(path);
  const [word] = key.split(":");
  if (word !== undefined && word !== key && allowed.includes(word)) {
    return { because: `a colon needs a space behind it`, fix: `Put a space behind \`${word}:\`.` };
  }
  const close = meantBy(key, allowed);
  if (close.length > 0) {
    const meant = oneOf(inBackquotes(close));
    return { because: `did you mean ${meant}?`, fix: `Write ${meant}.` };
  }
  const homes = homesOf(key).filter(
    (home) => existsElsewhere(home, path, root) && takes(home, treeAt(root, [...path, key])),
  );
  if (key.length >= 3 && homes.length > 0 && homes.length <= 3) {
    const places = homes
      .map((home) => (home.length === 1 ? "the top level" : pathText(home.slice(0, -1))))
      .join(" or ");
    return { because: `it belongs in ${places}`, fix: `Move it to ${places}.` };
  }
  const anchors = path.length === 0 ? " Anchors can live under keys that begin with `x-`." : "";
  return {
    because: `its keys are ${allowed.join(", ")}`,
    fix: `Remove it, or write one of these keys.${anchors}`,
  };
}

/** Keys that are spelt nearly like it; else those that are a part of it, as `asn` of `amazon_side_asn`. */
function meantBy(key: string, allowed: readonly string[]): string[] {
  const close = suggestions(key, allowed);
  if (close.length > 0) return close;
  const parts = key.split(/[-_\s]|(?<=[a-z])(?=[A-Z])/).map((part) => part.toLowerCase());
  return allowed.filter((name) => parts.some((part) => part === name || `${part}s` === name)).slice(0, 3);
}

/** Whether a value of this kind can stand at a key: no mapping where a number is asked for. */
function takes(home: Path, tree: Tree | undefined): boolean {
  const types = typesAt(home);
  return tree?.kind !== "mapping" || types.has("object") || types.has("record");
}

/** Whether a key's home is another mapping, and can be named: not where items of a list would have to be counted. */
function existsElsewhere(home: Path, path: Path, root: MappingTree): boolean {
  const mapping = home.slice(0, -1);
  return (
    pathText(mapping) !== pathText(path) && (!mapping.includes(0) || treeAt(root, mapping) !== undefined)
  );
}

/** A key that is needed; none where an unknown key beside it, which is a finding already, was meant to be it. */
export function missingKey(root: MappingTree, path: Path): Problem[] {
  const [key, parent] = [String(path.at(-1)), path.slice(0, -1)];
  const written = treeAt(root, parent);
  const allowed = keysAt(parent);
  const others =
    written?.kind === "mapping" ? [...written.entries.keys()].filter((name) => !allowed.includes(name)) : [];
  if (others.some((name) => name.startsWith(`${key}:`) || meantBy(name, allowed).includes(key))) return [];
  const required = requiredKeysAt(path);
  const keys = required.length === 1 ? "key" : "keys";
  const content = required.length > 0 ? ` with the ${keys} ${required.join(", ")}` : `: ${demandAt(path)}`;
  return [
    {
      rule: "shape/missing-key",
      at: { path, part: "value" },
      message: `${keyText(key)} is missing${parent.length === 0 ? "" : ` from ${pathText(parent)}`}`,
      fix: `Add \`${key}\`${content}. ${descriptionAt(path)}`.trim(),
    },
  ];
}
