/** What to do about a list or a mapping where something else is needed. */
import type { EditValue, Path } from "../../diagnostic.ts";
import { safe, write } from "../../edit.ts";
import { acceptsAt, exampleAt, keysAt } from "../schema/at-path.ts";
import { isHidden } from "../secrets/hidden.ts";
import { tunnelName } from "../secrets/hidden-text.ts";
import { looksLikePsk } from "../secrets/psk-shape.ts";
import { type ListTree, type MappingTree, plainValue, type Tree } from "../yaml/tree.ts";
import type { ValueFix } from "./type-problems.ts";

const oneValue: ValueFix = { fix: "Write a single value." };

export function fixOfCollection(
  tree: ListTree | MappingTree,
  path: Path,
  types: ReadonlySet<string>,
): ValueFix | undefined {
  if (tree.kind === "mapping") return fixOfMapping(tree, path, types);
  if (types.has("object") || types.has("record")) {
    const [only, ...others] = tree.items;
    const isWrapped = only?.kind === "mapping" && others.length === 0 && !hasSecrets(only, [...path, 0]);
    const keys = types.has("object")
      ? `keys below it, without dashes or brackets: ${keysAt(path).join(", ")}`
      : "keys and values below it, without dashes or brackets";
    return {
      fix: `Write ${keys}.`,
      edits: isWrapped
        ? safe("Remove the list around it", write(path, plainValue(only) as EditValue))
        : undefined,
    };
  }
  const [only, ...others] = tree.items;
  if (only?.kind !== "scalar" || others.length > 0 || only.value === null || hasSecrets(only, [...path, 0]))
    return oneValue;
  return {
    fix: "Write a single value, without a dash or brackets.",
    edits: acceptsAt(path, only.value) ? safe("Write a single value", write(path, only.value)) : undefined,
  };
}

/** Whether an edit would have to write what must not be shown. */
function hasSecrets(tree: Tree, path: Path): boolean {
  if (tree.kind === "scalar") return isHidden(tree, path);
  if (tree.kind === "list") return tree.items.some((item, index) => hasSecrets(item, [...path, index]));
  return [...tree.entries].some(([key, { value }]) => looksLikePsk(key) || hasSecrets(value, [...path, key]));
}

function fixOfMapping(tree: MappingTree, path: Path, types: ReadonlySet<string>): ValueFix {
  const keys = [...tree.entries.keys()];
  const [first] = keys;
  if (types.has("array") && types.size === 1) {
    const dashed = keys.find((key) => /^-[A-Za-z]/.test(key));
    if (dashed !== undefined) return { fix: `Put a space after the dash: \`- ${dashed.slice(1)}:\`.` };
    return { fix: "Begin every item of the list with `- `." };
  }
  if (keys.every((key) => tunnelName.test(key)) && first !== undefined && path[0] === "ipsec")
    return { fix: "Write a single value; all four tunnels have the same." };
  const entry = first === undefined ? undefined : tree.entries.get(first)?.value;
  const written = entry?.kind === "scalar" && keys.length === 1 ? `${first}: ${entry.source}` : "";
  const example = exampleAt(path, written);
  return example === undefined ? oneValue : { fix: `Write it like ${example}.` };
}
