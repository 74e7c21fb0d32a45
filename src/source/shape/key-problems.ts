/** Findings about keys: unknown ones and missing ones. */
import type { Edits, Path } from "../../diagnostic.ts";
import { move, safe, unsafe, write } from "../../edit.ts";
import { inBackquotes, oneOf } from "../../words/lists.ts";
import { closest, isNearlyEqual, suggestions } from "../../words/suggestions.ts";
import type { Problem } from "../findings.ts";
import { keyText, pathText } from "../path-text.ts";
import {
  demandAt,
  descriptionAt,
  homesOf,
  keysAt,
  requiredKeysAt,
  typesAt,
  wordsAt,
} from "../schema/at-path.ts";
import { type MappingTree, type Tree, treeAt } from "../yaml/tree.ts";
import { homeOfForeignName } from "./foreign-names.ts";
import { soughtKey } from "./sought-keys.ts";

/** A key that the mapping at `path` does not have. */
export function unknownKey(root: MappingTree, path: Path, key: string): Problem {
  const where = path.length === 0 ? "at the top level" : `in ${pathText(path)}`;
  const { because, fix, edits } = reason(root, path, key);
  return {
    rule: "shape/unknown-key",
    at: { path: [...path, key], part: "key" },
    message: `there is no key ${keyText(key)} ${where}; ${because}`,
    fix,
    ...(edits === undefined ? {} : { edits }),
  };
}

interface Reason {
  readonly because: string;
  readonly fix: string;
  readonly edits?: Edits | undefined;
}

function reason(root: MappingTree, path: Path, key: string): Reason {
  const allowed = keysAt(path);
  if (/^\/[/*]/.test(key)) return { because: "a comment starts with #", fix: "Start the comment with #." };
  const [word] = key.split(/[:：]/);
  if (word !== undefined && word !== key && allowed.includes(word))
    return missingSpace(root, [...path, key], word);
  const close = closest(key, allowed);
  const isSpelling = close.some((name) => isNearlyEqual(key, name));
  if (isSpelling) return misspelt(root, [...path, key], close);
  const known = soughtKey(path, key);
  if (known !== undefined) return known;
  const foreign = homeOfForeignName(key);
  if (foreign !== undefined)
    return { because: `it is \`${foreign}\` here`, fix: `Write it as \`${foreign}\`.` };
  if (close.length > 0) return misspelt(root, [...path, key], close);
  const homes = homesOf(key).filter(
    (home) => existsElsewhere(home, path, root) && takes(home, treeAt(root, [...path, key])),
  );
  if (key.length >= 3 && homes.length > 0 && homes.length <= 3) return elsewhere(root, [...path, key], homes);
  const parts = meantBy(key, allowed);
  if (parts.length > 0) return misspelt(root, [...path, key], parts);
  const anchors = path.length === 0 ? " Anchors can be below keys that begin with `x-`." : "";
  return {
    because: `its keys are ${allowed.join(", ")}`,
    fix: `Remove it, or write one of these keys.${anchors}`,
  };
}

function missingSpace(root: MappingTree, path: Path, word: string): Reason {
  const because = "a colon needs a space after it";
  const fix = `Put a space after \`${word}:\`.`;
  const parent = treeAt(root, path.slice(0, -1));
  const span = parent?.kind === "mapping" ? parent.entries.get(String(path.at(-1)))?.key : undefined;
  if (span === undefined || !String(path.at(-1)).startsWith(`${word}:`)) return { because, fix };
  const after = span[0] + word.length + 1;
  const isPlain = span[1] - span[0] === String(path.at(-1)).length;
  if (!isPlain) return { because, fix };
  return { because, fix, edits: safe("Add a space", { kind: "replace", span: [after, after], text: " " }) };
}

function misspelt(root: MappingTree, path: Path, close: readonly string[]): Reason {
  const meant = oneOf(inBackquotes(close));
  const [name, ...others] = close;
  const [key, parent] = [String(path.at(-1)), path.slice(0, -1)];
  const isFree = name !== undefined && treeAt(root, [...parent, name]) === undefined;
  const isFit = isFree && others.length === 0 && takes([...parent, name], treeAt(root, path));
  const rename = isNearlyEqual(key, name ?? "") ? safe : unsafe;
  return {
    because: `did you mean ${meant}?`,
    fix: `Write ${meant}.`,
    edits: isFit ? rename(`Rename it to ${name}`, move(path, [...parent, name])) : undefined,
  };
}

function elsewhere(root: MappingTree, path: Path, homes: readonly Path[]): Reason {
  const places = homes
    .map((home) => (home.length === 1 ? "the top level" : pathText(home.slice(0, -1))))
    .join(" or ");
  const [home, ...others] = homes;
  const isOne =
    home !== undefined && others.length === 0 && !home.includes(0) && treeAt(root, home) === undefined;
  const isBelowText = isOne && home.some((_, index) => treeAt(root, home.slice(0, index))?.kind === "scalar");
  return {
    because: places === "the top level" ? "it belongs at the top level" : `it belongs in ${places}`,
    fix: `Move it to ${places}.`,
    edits:
      isOne && !isBelowText
        ? unsafe(`Move it to ${places.replaceAll("`", "")}`, move(path, home))
        : undefined,
  };
}

/** Keys that are spelt nearly like it; else those that are a part of it, as `asn` of `amazon_side_asn`. */
function meantBy(key: string, allowed: readonly string[]): string[] {
  const close = suggestions(key, allowed);
  if (close.length > 0) return close;
  const parts = key.split(/[-_\s]|(?<=[a-z])(?=[A-Z])/).map((part) => part.toLowerCase());
  return allowed.filter((name) => parts.some((part) => part === name || `${part}s` === name)).slice(0, 3);
}

/** The paths of absent keys that an unknown key may have been meant to be. */
export function absentMeanings(root: MappingTree, path: Path): Path[] {
  const [key, parent] = [String(path.at(-1)), path.slice(0, -1)];
  const [word = key] = key.split(/[:：]/);
  return meantBy(word, keysAt(parent))
    .map((name) => [...parent, name])
    .filter((meant) => treeAt(root, meant) === undefined);
}

/** Whether a value of this kind can stand at a key: no mapping if a number is needed. */
function takes(home: Path, tree: Tree | undefined): boolean {
  const types = typesAt(home);
  const isMapping = types.has("object") || types.has("record");
  if (tree?.kind === "mapping") return isMapping;
  if (tree?.kind === "list") return types.has("array");
  return true;
}

/** Whether a key's home is another mapping, and can be named: not if items of a list would have to be counted. */
function existsElsewhere(home: Path, path: Path, root: MappingTree): boolean {
  const mapping = home.slice(0, -1);
  return (
    pathText(mapping) !== pathText(path) && (!mapping.includes(0) || treeAt(root, mapping) !== undefined)
  );
}

/** A key that is needed; none if an unknown key beside it, which is a finding already, was meant to be it. */
export function missingKey(root: MappingTree, path: Path): Problem[] {
  const [key, parent] = [String(path.at(-1)), path.slice(0, -1)];
  const written = treeAt(root, parent);
  const allowed = keysAt(parent);
  const others =
    written?.kind === "mapping" ? [...written.entries.keys()].filter((name) => !allowed.includes(name)) : [];
  const isMeant = (name: string) =>
    name.startsWith(`${key}:`) ||
    name.startsWith(`${key}：`) ||
    meantBy(name, allowed).includes(key) ||
    soughtKey(parent, name)?.insteadOf === key ||
    homeOfForeignName(name) === [...parent, key].join(".");
  if (others.some(isMeant)) return [];
  const required = requiredKeysAt(path);
  const keys = required.length === 1 ? "key" : "keys";
  const content = required.length > 0 ? ` with the ${keys} ${required.join(", ")}` : `: ${demandAt(path)}`;
  return [
    {
      rule: "shape/missing-key",
      at: { path, part: "value" },
      message: `${keyText(key)} is missing${parent.length === 0 ? "" : ` from ${pathText(parent)}`}`,
      fix: `Add \`${key}\`${content}. ${descriptionAt(path)}`.trim(),
      ...onlyValue(path),
    },
  ];
}

/** The edit that adds a key which has but one value, as `version`. */
function onlyValue(path: Path): { edits?: Edits } {
  const [word, ...others] = wordsAt(path);
  const isOnly = word !== undefined && others.length === 0 && typesAt(path).size === 1;
  return isOnly ? { edits: safe(`Add ${String(path.at(-1))}: ${word}`, write(path, word)) } : {};
}
