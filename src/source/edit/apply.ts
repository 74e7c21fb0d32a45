/**
 * Applies edits to the text of a file. All that an edit is not about stays as it is, byte for byte: comments, quotes,
 * flow style, blank lines, line ends.
 */
import { isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import type { Edit, EditValue, Path } from "../../diagnostic.ts";
import { readDocument } from "../yaml/read.ts";
import { plainValue } from "../yaml/tree.ts";
import { at, expectedAfter, isSame } from "./expected.ts";
import {
  colonAfter,
  endOf,
  endOfPair,
  isEmpty,
  isOwn,
  lineEnd,
  lineStart,
  nextLine,
  rootOf,
  type Spot,
  spotAt,
  startOf,
} from "./nodes.ts";
import { rendered, renderedPair } from "./render.ts";

/** The text after an edit; undefined if it cannot be applied: behind an alias, or where another value would change. */
export function applyEdit(text: string, edit: Edit): string | undefined {
  if (edit.kind === "replace") return splice(text, edit.span[0], edit.span[1], edit.text);
  const before = saidBy(text);
  const expected = before === undefined ? undefined : expectedAfter(before, edit);
  if (before === undefined || expected === undefined) return undefined;
  const root = rootOf(text);
  const after = root && changed(text, root, edit, before);
  return after !== undefined && isSame(saidBy(after), expected) ? after : undefined;
}

/** What a text says; undefined if it cannot be read. */
function saidBy(text: string): EditValue | undefined {
  const { tree, problems } = readDocument(text);
  // Keys that are written twice, and their like, leave a tree that is not what the file says.
  return tree === undefined || problems.length > 0 ? undefined : (plainValue(tree) as EditValue);
}

function changed(text: string, root: YAMLMap, edit: Edit, value: EditValue): string | undefined {
  if (edit.kind === "write") return write(text, root, edit.at, edit.value);
  if (edit.kind === "remove") return remove(text, root, edit.at);
  if (edit.kind === "append") return append(text, root, edit.at, edit.value);
  if (edit.kind === "move") return move(text, root, edit, at(value, edit.at));
  return undefined;
}

function write(text: string, root: YAMLMap, path: Path, value: EditValue): string | undefined {
  const spot = spotAt(root, path);
  if (spot === undefined) return add(text, root, path, value);
  const { pair, value: old } = spot;
  if (!isOwn(old)) return undefined;
  if (old === null || isEmpty(old)) {
    if (pair === undefined) return undefined;
    const end = colonAfter(endOf(pair.key, text), text);
    return splice(text, end, end, ` ${rendered(value)}`);
  }
  const shown = rendered(value, isScalar(old) ? old : undefined);
  const [start, end] = [startOf(old), endOf(old, text)];
  if (pair === undefined) return splice(text, start, end, shown);
  // A block goes up to the line of its key, unless a comment is in between.
  const colon = colonAfter(endOf(pair.key, text), text);
  return text.slice(colon, start).trim() === ""
    ? splice(
        text,
        colon,
        end,
        text.slice(colon, start).includes("\n") ? ` ${shown}` : text.slice(colon, start) + shown,
      )
    : splice(text, start, end, shown);
}

/** Adds a key to the nearest mapping that is written, and the mappings between in braces. */
function add(text: string, root: YAMLMap, path: Path, value: EditValue): string | undefined {
  for (let length = path.length - 1; length >= 0; length--) {
    const spot = length === 0 ? undefined : spotAt(root, path.slice(0, length));
    if (length > 0 && spot === undefined) continue;
    const mapping = length === 0 ? root : spot?.value;
    const [key, ...rest] = path.slice(length);
    const inner = rest.reduceRight<EditValue>((below, step) => ({ [step]: below }), value);
    if (typeof key !== "string") return undefined;
    if (mapping === null || (isScalar(mapping) && isEmpty(mapping)))
      return write(text, root, path.slice(0, length), { [key]: inner });
    return isMap(mapping) && isOwn(mapping) ? addPair(text, mapping, renderedPair(key, inner)) : undefined;
  }
  return undefined;
}

function addPair(text: string, mapping: YAMLMap, pair: string): string | undefined {
  const last = mapping.items.at(-1) as Spot["pair"];
  if (last === undefined) return splice(text, startOf(mapping), endOf(mapping, text), `{ ${pair} }`);
  const end = endOfPair(last, text);
  if (mapping.flow) return splice(text, end, end, `, ${pair}`);
  const [first] = mapping.items as NonNullable<Spot["pair"]>[];
  if (first === undefined) return undefined;
  return addLine(text, end, startOf(first.key), pair);
}

/** A new line behind the one of a place, as far in as another place is. */
function addLine(text: string, after: number, like: number, line: string): string {
  const indent = text.slice(lineStart(like, text), like).replace(/[^\t]/g, " ");
  const end = lineEnd(after, text);
  return splice(text, end, end, `${text.includes("\r\n") ? "\r\n" : "\n"}${indent}${line}`);
}

function append(text: string, root: YAMLMap, path: Path, value: EditValue): string | undefined {
  const spot = spotAt(root, path);
  const list = spot?.value;
  if (spot === undefined || list === null || (list && isEmpty(list))) return write(text, root, path, [value]);
  if (!list || !isOwn(list)) return undefined;
  if (isScalar(list)) {
    const [start, end] = [startOf(list), endOf(list, text)];
    return splice(text, start, end, `[${text.slice(start, end)}, ${rendered(value)}]`);
  }
  if (!isSeq(list)) return undefined;
  const last = list.items.at(-1) as Spot["value"] | undefined;
  if (last === undefined || last === null) return write(text, root, path, [value]);
  const end = endOf(last, text);
  if (list.flow) return splice(text, end, end, `, ${rendered(value)}`);
  const dash = dashBefore(startOf(last), text);
  return dash === undefined ? undefined : addLine(text, end, dash, `- ${rendered(value)}`);
}

function remove(text: string, root: YAMLMap, path: Path): string | undefined {
  const spot = spotAt(root, path);
  if (spot === undefined || !isOwn(spot.value) || path.length === 0) return undefined;
  const { parent, pair, value } = spot;
  if (parent.items.length === 1)
    return isMap(parent) ? remove(text, root, path.slice(0, -1)) : write(text, root, path.slice(0, -1), []);
  const node = pair?.key ?? value;
  if (node === null) return undefined;
  const [start, end] = [startOf(node), pair ? endOfPair(pair, text) : endOf(node, text)];
  if (parent.flow) return withoutFlowItem(text, start, end);
  if (pair === undefined) {
    const dash = dashBefore(start, text);
    return dash === undefined ? undefined : withoutLines(text, dash, end);
  }
  if (text.slice(lineStart(start, text), start).trim() === "") return withoutLines(text, start, end);
  // The first key of a list's item is on the line of the dash.
  const next = (parent as YAMLMap).items[1]?.key;
  return isScalar(next) ? splice(text, start, startOf(next), "") : undefined;
}

/** Where the dash of a list's item is, if the item is on its line. */
function dashBefore(start: number, text: string): number | undefined {
  const found = /^([ \t]*)-[ \t]+$/.exec(text.slice(lineStart(start, text), start));
  return found === null ? undefined : lineStart(start, text) + (found[1]?.length ?? 0);
}

/** Without the lines from one place to another, if nothing but a comment stands behind it. */
function withoutLines(text: string, start: number, end: number): string | undefined {
  if (!/^[ \t]*(#.*)?$/.test(text.slice(end, lineEnd(end, text)))) return undefined;
  return splice(text, lineStart(start, text), nextLine(end, text), "");
}

/** With the comma behind it, or the one in front of it. */
function withoutFlowItem(text: string, start: number, end: number): string | undefined {
  const behind = /^\s*,[ \t]*/.exec(text.slice(end));
  if (behind !== null) {
    const line = lineStart(start, text);
    const stop = end + behind[0].length;
    const isAlone = text.slice(line, start).trim() === "" && lineEnd(stop, text) === stop;
    return splice(text, isAlone ? line : start, isAlone ? nextLine(stop, text) : stop, "");
  }
  const before = /,\s*$/.exec(text.slice(0, start));
  return before === null ? undefined : splice(text, before.index, end, "");
}

function move(
  text: string,
  root: YAMLMap,
  { at: from, to }: Edit & { kind: "move" },
  value: EditValue | undefined,
): string | undefined {
  const spot = spotAt(root, from);
  const name = to.at(-1);
  if (spot?.pair === undefined || value === undefined || typeof name !== "string") return undefined;
  const isRename = JSON.stringify(from.slice(0, -1)) === JSON.stringify(to.slice(0, -1));
  const { key } = spot.pair;
  if (isRename) return splice(text, startOf(key), endOf(key, text), rendered(name));
  // Comments within it have no place in braces.
  const inside = text.slice(startOf(key), endOfPair(spot.pair, text));
  if (/(^|\s)#/.test(inside)) return undefined;
  const without = remove(text, root, from);
  const rest = without === undefined ? undefined : rootOf(without);
  return without === undefined || rest === undefined ? undefined : write(without, rest, to, value);
}

function splice(text: string, start: number, end: number, inserted: string): string {
  return text.slice(0, start) + inserted + text.slice(end);
}
