/**
 * What must never be shown: texts that may be a pre-shared key which somebody wrote into the file by mistake.
 *
 * Messages and reports show what the user wrote, and end up in logs of CI. So a value, a key or a word is hidden
 * - where it looks like a generated key, anywhere in the text: `psk-shape.ts`,
 * - under a key whose name speaks of secrets and where the language has no such value,
 * - anywhere in `preSharedKeys`, unless the language has a value there and this one does not look like a key, and
 * - in what the tree does not show, such as comments, near such a name: `hidden-text.ts`.
 */
import type { Path } from "../../diagnostic.ts";
import { suggestions } from "../../words/suggestions.ts";
import type { Span } from "../findings.ts";
import { keysAt, typesAt, wordsAt } from "../schema/at-path.ts";
import type { MappingTree, ScalarTree, Tree } from "../yaml/tree.ts";
import { hiddenInText, mayBePassword, secretName, tunnelName } from "./hidden-text.ts";
import { looksLikePsk } from "./psk-shape.ts";

/** What no report shows of a file. */
export interface Hidden {
  /** Spans of the text, in order, none of which touches another. */
  readonly spans: readonly Span[];
  /** What may be a key, as messages may have it. */
  readonly texts: readonly string[];
}

/** What no report may show of a text; without a tree where it cannot be read as YAML. */
export function hiddenIn(tree: Tree | undefined, text: string): Hidden {
  const found: Found = { spans: [], texts: [], shown: [] };
  if (tree !== undefined) collect(tree, [], found);
  const around = hiddenInText(text, tree === undefined ? undefined : found.shown);
  const spans = merged([...found.spans, ...around.spans]);
  const texts = [...found.texts, ...around.words, ...spansOf(found.spans, text)].map(withoutQuotes);
  return { spans, texts: [...new Set(texts)].filter(({ length }) => length >= shortestKey) };
}

/** Characters of the shortest key that a cloud takes; less is part of many words. */
const shortestKey = 8;

function spansOf(spans: readonly Span[], text: string): string[] {
  return spans.map((span) => text.slice(...span));
}

function withoutQuotes(text: string): string {
  return text.trim().replace(/^["'*&!]|["']$/g, "");
}

function merged(spans: readonly Span[]): Span[] {
  const joined: [number, number][] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** Whether a value must not be shown. */
export function isHidden({ value, source }: ScalarTree, path: Path): boolean {
  // An alias that names nothing has no value, and may be a key that begins with an asterisk.
  if ((value === null && !source.startsWith("*")) || typeof value === "boolean") return false;
  if (looksLikePsk(source) || looksLikePsk(String(value))) return true;
  const expected = [...typesAt(path)].some((type) => scalarTypes.has(type));
  if (path[0] === "preSharedKeys")
    return !expected || (mayBeKey.has(String(path.at(-1))) && isForeignWord(source, path));
  return !expected && (isSecretPlace(path) || tunnelName.test(String(path.at(-1))));
}

const scalarTypes = new Set<string>(["string", "number", "boolean", "enum", "literal"]);

/** Keys of `preSharedKeys` in whose place a key could be written. */
const mayBeKey = new Set(["source", "secrets", "storage"]);

function isSecretPlace(path: Path): boolean {
  return path[0] === "preSharedKeys" || path.some((step) => secretName.test(String(step)));
}

/** Neither a pattern of names nor a word that the language has there, nor nearly one. */
function isForeignWord(source: string, path: Path): boolean {
  const words = wordsAt(path).map(String);
  const isWord = words.includes(source) || suggestions(source, words).length > 0;
  return source.length >= 8 && !source.includes("{") && !isWord;
}

/** Whether the key of a mapping at the path must not be shown. */
function isHiddenKey(key: string, path: Path): boolean {
  if (looksLikePsk(key)) return true;
  if (!isSecretPlace(path) || !mayBePassword(key)) return false;
  const allowed = keysAt(path);
  return !allowed.includes(key) && suggestions(key, allowed).length === 0;
}

interface Found {
  readonly spans: Span[];
  /** Values as the YAML means them, without escapes and line breaks. */
  readonly texts: string[];
  /** Keys and values that may be shown. */
  readonly shown: Span[];
}

function collect(tree: Tree, path: Path, found: Found): void {
  if (tree.kind === "list") {
    for (const [index, item] of tree.items.entries()) collect(item, [...path, index], found);
  } else if (tree.kind === "mapping") {
    for (const [key, { key: span, value }] of entriesOf(tree)) {
      (isHiddenKey(key, path) ? found.spans : found.shown).push(span);
      collect(value, [...path, key], found);
    }
  } else if (isHidden(tree, path)) {
    found.spans.push(tree.span);
    found.texts.push(String(tree.value), tree.source);
  } else found.shown.push(tree.span);
}

/** All of them, those too that are no part of the configuration since another one has the same key. */
function entriesOf({ entries, repeated }: MappingTree) {
  return [...entries, ...(repeated ?? [])];
}
