/** Findings about values of another type, or other words, than their key asks for. */
import type { Path } from "../../diagnostic.ts";
import { inBackquotes, oneOf } from "../../words/lists.ts";
import { suggestions } from "../../words/suggestions.ts";
import { type Problem, sourceRules } from "../findings.ts";
import { pathText, quoted, shortened } from "../path-text.ts";
import {
  canBeItemAt,
  demandAt,
  exampleAt,
  keysAt,
  requiredKeysAt,
  shapesAt,
  typesAt,
  wordsAt,
} from "../schema/at-path.ts";
import { isHidden } from "../secrets/hidden.ts";
import type { ListTree, MappingTree, ScalarTree, Tree } from "../yaml/tree.ts";
import { fixOfNumber } from "./number-fix.ts";

/**
 * A value that is none of the few words that its key allows; where it is no word at all, its type is wrong.
 * `demand` takes the place of the words that the schema gives: "must be …".
 */
export function wordProblem(tree: Tree, path: Path, demand?: string): Problem {
  const words = wordsAt(path);
  if (tree.kind !== "scalar" || typeof tree.value !== "string" || typeof words[0] !== "string") {
    return typeProblem(tree, path, demand);
  }
  const texts = words.map(String);
  const close = suggestions(tree.value, texts);
  const hint = close.length > 0 ? `; did you mean ${oneOf(inBackquotes(close))}?` : "";
  return {
    rule: "shape/value",
    at: { path, part: "value" },
    message: `${pathText(path)} ${demand ?? `must be ${oneOf(inBackquotes(texts))}`}, not ${valueText(tree, path)}${hint}`,
    fix:
      close.length > 0 || shapesAt(path).length === 1
        ? `Write ${oneOf(inBackquotes(close.length > 0 ? close : texts))}.`
        : fixOf(tree, path),
  };
}

function isRequired(path: Path): boolean {
  return requiredKeysAt(path.slice(0, -1)).includes(String(path.at(-1)));
}

/** A value of another type than its key asks for. */
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
    const fix = isRequired(path) ? "Give it a value." : "Give it a value, or remove the key.";
    return { rule: "shape/type", at, message: `${pathText(path)} is empty; it ${demand}`, fix };
  }
  const actual = tree.kind === "scalar" ? valueText(tree, path) : `a ${tree.kind}`;
  return {
    rule: "shape/type",
    at,
    message: `${pathText(path)} ${demand}, not ${actual}`,
    fix: fixOf(tree, path),
  };
}

function fixOf(tree: Tree, path: Path): string {
  const types = typesAt(path);
  const fix = tree.kind === "scalar" ? fixOfScalar(tree, path, types) : fixOfCollection(tree, path, types);
  if (fix !== undefined) return fix;
  const keys = keysAt(path);
  return keys.length > 0 ? `Write keys below it: ${keys.join(", ")}.` : sourceRules["shape/type"].fix;
}

function fixOfScalar(scalar: ScalarTree, path: Path, types: ReadonlySet<string>): string | undefined {
  const { value, source } = scalar;
  const shown = isHidden(scalar, path) || !/^\P{C}{0,60}$/u.test(source) ? undefined : source;
  if (types.has("number") || typeof wordsAt(path)[0] === "number") return fixOfNumber(scalar, path);
  if (types.has("string") && shown !== undefined) {
    const example = exampleAt(path, shown);
    if (example !== undefined) return `Write it as in ${example}.`;
    const zeros =
      typeof value === "number"
        ? " YAML reads digits without quotes as a number and drops leading zeros."
        : "";
    return `Put it in quotes: ${quoted(shown)}.${zeros}`;
  }
  if (types.has("boolean")) {
    if (/^(yes|on|y)$/i.test(source)) return "Write true.";
    return /^(no|off|n)$/i.test(source) ? "Write false." : "Write true or false, without quotes.";
  }
  const words = wordsAt(path).map(String);
  if (types.has("array") && words.length > 0 && !canBeItemAt(path, source))
    return `Write ${oneOf(inBackquotes(words))}, or a list.`;
  if (types.has("array") && shown !== undefined) return `Write it as a list: [${shown}].`;
  return types.has("object") ? fixOfNoMapping(scalar, path, shown) : undefined;
}

/** A scalar where a mapping is asked for: mostly the value of its most important key, or a colon without a space. */
function fixOfNoMapping(
  { value, source }: ScalarTree,
  path: Path,
  shown: string | undefined,
): string | undefined {
  if (/^[A-Za-z]\w*:\S/.test(source)) return "Put a space behind the colon.";
  const key = keysAt(path).find((name) => typeof value === "string" && isMeantFor([...path, name], value));
  if (key !== undefined && shown !== undefined) return `Write it below its key: { ${key}: ${shown} }.`;
  return undefined;
}

/** Whether the text is a word of the key's, or text is what its mapping cannot do without. */
function isMeantFor(path: Path, text: string): boolean {
  if (wordsAt(path).includes(text)) return true;
  const parent = path.slice(0, -1);
  const alone = requiredKeysAt(parent).length === 1 && isRequired(path);
  return alone && wordsAt(path).length === 0 && typesAt(path).has("string");
}

function fixOfCollection(
  tree: ListTree | MappingTree,
  path: Path,
  types: ReadonlySet<string>,
): string | undefined {
  if (tree.kind === "mapping") {
    if (types.has("array")) return "Begin every item of the list with `- `.";
    const [[key, entry] = []] = tree.entries;
    const written =
      entry?.value.kind === "scalar" && tree.entries.size === 1 ? `${key}: ${entry.value.source}` : "";
    const example = exampleAt(path, written);
    return example === undefined ? oneValue : `Write it as in ${example}.`;
  }
  if (types.has("object"))
    return `Write keys below it, without dashes or brackets: ${keysAt(path).join(", ")}.`;
  return types.has("record") ? "Write keys and values below it, without dashes or brackets." : oneValue;
}

const oneValue = "Write a single value.";

/** A scalar as written; what may be a secret is not shown. */
function valueText(scalar: ScalarTree, path: Path): string {
  if (isHidden(scalar, path)) return "a value that is not shown here, as it may be a secret";
  if (typeof scalar.value === "string") return `the text ${quoted(scalar.source)}`;
  return typeof scalar.value === "number" ? `the number ${shortened(scalar.source)}` : `\`${scalar.source}\``;
}
