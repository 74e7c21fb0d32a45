/**
 * What must never be shown: values that may be a pre-shared key which somebody wrote into the file by mistake.
 *
 * Messages and reports show what the user wrote, and end up in logs of CI. So a scalar is hidden
 * - where it looks like a generated key,
 * - under a key whose name speaks of secrets and where the language has no such value, and
 * - anywhere in `preSharedKeys`, unless the language has a value there and this one does not look like a key.
 */
import type { Path } from "../diagnostic.ts";
import type { Span } from "./findings.ts";
import { looksLikeKey } from "./key-shape.ts";
import { suggestions } from "./suggest.ts";
import type { ScalarTree, Tree } from "./tree.ts";
import { shapesAt, wordsAt } from "./vocabulary.ts";

/** Spans of the text that no report may show, in no order. */
export function hiddenSpans(tree: Tree | undefined, text: string): readonly Span[] {
  return tree === undefined ? linesWithSecrets(text) : collect(tree, []);
}

/** Whether a value must not be shown. */
export function isHidden({ value, source }: ScalarTree, path: Path): boolean {
  if (value === null || typeof value === "boolean") return false;
  if (looksLikeKey(source)) return true;
  const expected = shapesAt(path).some(({ _zod }) => scalarTypes.has(_zod.def.type));
  if (path[0] === "preSharedKeys")
    return !expected || (mayBeKey.has(String(path.at(-1))) && isForeignWord(source, path));
  return !expected && path.some((step) => secretName.test(String(step)));
}

const scalarTypes = new Set<string>(["string", "number", "boolean", "enum", "literal"]);

const secretName =
  /psk|pre[-_]?shared|secret|shared[-_]?key|passw|passphrase|md5|token|credential|private[-_]?key/i;

/** Keys of `preSharedKeys` in whose place a key could be written. */
const mayBeKey = new Set(["source", "secrets", "storage"]);

/** Neither a pattern of names nor a word that the language has there, nor nearly one. */
function isForeignWord(source: string, path: Path): boolean {
  const words = wordsAt(path).map(String);
  const isWord = words.includes(source) || suggestions(source, words).length > 0;
  return source.length >= 8 && !source.includes("{") && !isWord;
}

function collect(tree: Tree, path: Path): Span[] {
  if (tree.kind === "scalar") return isHidden(tree, path) ? [tree.span] : [];
  if (tree.kind === "list") return tree.items.flatMap((item, index) => collect(item, [...path, index]));
  return [...tree.entries].flatMap(([key, { value }]) => collect(value, [...path, key]));
}

/** Without a tree: the rest of every line that names a secret, and all lines below `preSharedKeys`. */
function linesWithSecrets(text: string): Span[] {
  const named =
    /(?:psk|shared|secret|passw|passphrase|md5|token|credential)[\w-]{0,40}["']?[ \t]{0,20}[:=][ \t]{0,20}(\S.*)/dgi;
  const below = /^preSharedKeys:.*((?:\n(?:[ \t#].*)?)*)/dgm;
  return [...text.matchAll(named), ...text.matchAll(below)].flatMap(({ indices }) => {
    const span = indices?.[1];
    return span && span[1] > span[0] ? [span] : [];
  });
}
