/** Findings about values of another type, or other words, than their key needs. */
import type { Edits, Path } from "../../diagnostic.ts";
import { choice, remove, safe, unsafe, write } from "../../edit.ts";
import { inBackquotes, oneOf } from "../../words/lists.ts";
import { plainCharacters } from "../../words/plain-characters.ts";
import { closest, isNearlyEqual } from "../../words/suggestions.ts";
import { type Problem, sourceRules } from "../findings.ts";
import { pathText, quoted, shortened } from "../path-text.ts";
import {
  canBeItemAt,
  demandAt,
  exampleAt,
  fitsAt,
  keysAt,
  requiredKeysAt,
  shapesAt,
  typesAt,
  wordsAt,
} from "../schema/at-path.ts";
import { isHidden } from "../secrets/hidden.ts";
import type { ScalarTree, Tree } from "../yaml/tree.ts";
import { fixOfCollection } from "./collection-fix.ts";
import { fixOfNumber } from "./number-fix.ts";

/** What to do about a value, and how a machine can do it. */
export interface ValueFix {
  readonly fix: string;
  readonly edits?: Edits | undefined;
}

/**
 * A value that is none of the few words that its key allows; if it is no word at all, its type is wrong.
 * `demand` takes the place of the words that the schema gives: "must be …".
 */
export function wordProblem(tree: Tree, path: Path, demand?: string): Problem {
  const words = wordsAt(path);
  if (tree.kind !== "scalar" || typeof tree.value !== "string" || typeof words[0] !== "string") {
    return typeProblem(tree, path, demand);
  }
  const texts = words.map(String);
  const close = closest(plainCharacters(tree.value), texts);
  const hint = close.length > 0 ? `; did you mean ${oneOf(inBackquotes(close))}?` : "";
  const isOnlyWord = shapesAt(path).length === 1;
  const { fix, edits } =
    close.length > 0 || isOnlyWord
      ? {
          fix: `Write ${oneOf(inBackquotes(close.length > 0 ? close : texts))}.`,
          edits: editsOfWord(tree.value, path, close, texts),
        }
      : fixOf(tree, path);
  return withEdits(edits, {
    rule: "shape/value",
    at: { path, part: "value" },
    message: `${pathText(path)} ${demand ?? `must be ${oneOf(inBackquotes(texts))}`}, not ${valueText(tree, path)}${hint}`,
    fix,
  });
}

function editsOfWord(
  text: string,
  path: Path,
  close: readonly string[],
  all: readonly string[],
): Edits | undefined {
  const fixTo = (word: string) => ({ title: `Write ${word}`, edits: [write(path, word)] });
  const [word, ...others] = close;
  if (word !== undefined && others.length === 0) {
    const make = isNearlyEqual(plainCharacters(text), word) ? safe : unsafe;
    return make(`Write ${word}`, write(path, word));
  }
  const words = close.length > 1 ? close : all;
  return words.length > 1 && words.length <= 3 ? choice(...words.map(fixTo)) : undefined;
}

function withEdits(edits: Edits | undefined, problem: Problem): Problem {
  return edits === undefined ? problem : { ...problem, edits };
}

function isRequired(path: Path): boolean {
  return requiredKeysAt(path.slice(0, -1)).includes(String(path.at(-1)));
}

/** A value of another type than its key needs. */
export function typeProblem(tree: Tree, path: Path, demand = `must be ${demandAt(path)}`): Problem {
  const at = { path, part: "value" } as const;
  if (path.length === 0) {
    const found = tree.kind === "scalar" ? "a single value" : `a ${tree.kind}`;
    return {
      rule: "shape/type",
      at,
      message: `a file must be a mapping of keys to values, not ${found}`,
      fix: sourceRules["yaml/empty"].fix,
    };
  }
  if (tree.kind === "scalar" && tree.value === null) {
    const message = `${pathText(path)} is empty; it ${demand}`;
    const isItem = typeof path.at(-1) === "number";
    if (isRequired(path) || isItem) return { rule: "shape/type", at, message, fix: "Give it a value." };
    const edits = unsafe("Remove the key", remove(path));
    return { rule: "shape/type", at, message, fix: "Give it a value, or remove the key.", edits };
  }
  const actual = tree.kind === "scalar" ? valueText(tree, path) : `a ${tree.kind}`;
  const { fix, edits } = fixOf(tree, path);
  return withEdits(edits, {
    rule: "shape/type",
    at,
    message: `${pathText(path)} ${demand}, not ${actual}`,
    fix,
  });
}

function fixOf(tree: Tree, path: Path): ValueFix {
  const types = typesAt(path);
  const fix = tree.kind === "scalar" ? fixOfScalar(tree, path, types) : fixOfCollection(tree, path, types);
  if (fix !== undefined) return fix;
  const keys = keysAt(path);
  return {
    fix: keys.length > 0 ? `Write keys below it: ${keys.join(", ")}.` : sourceRules["shape/type"].fix,
  };
}

function fixOfScalar(scalar: ScalarTree, path: Path, types: ReadonlySet<string>): ValueFix | undefined {
  const { source } = scalar;
  const shown = isHidden(scalar, path) || !/^\P{C}{0,60}$/u.test(source) ? undefined : source;
  if (types.has("number") || typeof wordsAt(path)[0] === "number") return numberFix(scalar, path);
  if (types.has("string") && shown !== undefined) return textFix(scalar, path, shown);
  if (types.has("boolean")) return booleanFix(source, path);
  const words = wordsAt(path).map(String);
  if (types.has("array") && words.length > 0 && !canBeItemAt(path, source))
    return { fix: `Write ${oneOf(inBackquotes(words))}, or a list.` };
  if (types.has("array") && shown !== undefined) return listFix(scalar, path, shown);
  return types.has("object") ? fixOfNoMapping(scalar, path, shown) : undefined;
}

function numberFix(scalar: ScalarTree, path: Path): ValueFix {
  const { fix, value } = fixOfNumber(scalar, path);
  return { fix, edits: value === undefined ? undefined : safe(`Write ${value}`, write(path, value)) };
}

function textFix({ value }: ScalarTree, path: Path, shown: string): ValueFix {
  const example = exampleAt(path, shown);
  if (example !== undefined) return { fix: `Write it like ${example}.` };
  const zeros =
    typeof value === "number" ? " YAML reads digits without quotes as a number and drops leading zeros." : "";
  return {
    fix: `Put it in quotes: ${quoted(shown)}.${zeros}`,
    edits: fitsAt(path, shown) ? safe("Put it in quotes", write(path, shown)) : undefined,
  };
}

function booleanFix(source: string, path: Path): ValueFix {
  const text = plainCharacters(source);
  const meant = /^(yes|on|y|true|1|enabled?)$/i.test(text)
    ? true
    : /^(no|off|n|false|0|disabled?)$/i.test(text)
      ? false
      : undefined;
  if (meant === undefined) return { fix: "Write true or false, without quotes." };
  return { fix: `Write ${meant}.`, edits: safe(`Write ${meant}`, write(path, meant)) };
}

/** A single value in place of a list: an item, or several with commas between. */
function listFix({ value: written }: ScalarTree, path: Path, shown: string): ValueFix {
  const value = typeof written === "string" ? plainCharacters(written).replace(/^\[|\]$/g, "") : written;
  if (typesAt([...path, 0]).has("object")) {
    return { fix: `Begin each item with \`- \`, and write its keys: ${keysAt([...path, 0]).join(", ")}.` };
  }
  const items = typeof value === "string" ? value.split(/[,、，]\s*|\s+/).filter((item) => item !== "") : [];
  const isList = items.length > 0 && items.every((item) => canBeItemAt(path, item));
  return {
    fix: `Write it as a list: [${isList ? items.join(", ") : shown}].`,
    edits: isList ? safe("Write it as a list", write(path, items)) : undefined,
  };
}

/** A scalar in place of a mapping: mostly the value of its most important key, or a colon without a space. */
function fixOfNoMapping(
  { value, source }: ScalarTree,
  path: Path,
  shown: string | undefined,
): ValueFix | undefined {
  if (/^[A-Za-z]\w*:\S/.test(source)) return { fix: "Put a space after the colon." };
  const key = keysAt(path).find((name) => typeof value === "string" && isMeantFor([...path, name], value));
  if (key === undefined || shown === undefined || value === null) return undefined;
  return {
    fix: `Write it below its key: { ${key}: ${shown} }.`,
    edits: safe(`Write it below ${key}`, write(path, { [key]: value })),
  };
}

/** Whether the text is a word of the key's, or text is what its mapping cannot do without. */
function isMeantFor(path: Path, text: string): boolean {
  if (wordsAt(path).includes(text)) return true;
  const parent = path.slice(0, -1);
  const alone = requiredKeysAt(parent).length === 1 && isRequired(path);
  return alone && wordsAt(path).length === 0 && typesAt(path).has("string");
}

/** A scalar as written; what may be a secret is not shown. */
function valueText(scalar: ScalarTree, path: Path): string {
  if (isHidden(scalar, path)) return "a value that is not shown because it may be a secret";
  if (typeof scalar.value === "string") return `the text ${quoted(scalar.source)}`;
  return typeof scalar.value === "number" ? `the number ${shortened(scalar.source)}` : `\`${scalar.source}\``;
}
