/** Random damage to files, the same for the same seed, and what must hold of every damaged file. */
import { expect } from "vitest";
import { parseFile } from "../../src/source/parse.ts";
const compile = (s: any) => { const parsed = s.map(parseFile); const diagnostics = parsed.flatMap((p: any) => p.diagnostics); return { parsed, diagnostics, files: diagnostics.length ? [] : [1] } };
import { reportJson } from "../../src/report/json.ts";
import { reportText } from "../../src/report/text.ts";
import { locate } from "../../src/source/locate.ts";

/** Whole numbers from 0 up to, but without, `below`. */
type Random = (below: number) => number;

/** mulberry32: small, and the same everywhere. */
function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function pick<T>(random: Random, from: readonly T[]): T {
  const picked = from[random(from.length)];
  if (picked === undefined) throw new Error("nothing to pick from");
  return picked;
}

/** What people and machines leave where other text was. */
const debris = [
  ..."[]{}:,-?&*!|>'\"%@`#\t\n\r\0",
  ...[
    "",
    "null",
    "~",
    "true",
    "yes",
    "-1",
    "1e999",
    ".nan",
    "0x10",
    "99999999999999999999",
    "1.5",
    "''",
    "[]",
    "{}",
    "[[[",
    "{a: b}",
  ],
  ...[
    "<<: *a",
    "&a",
    "*a",
    "!!binary x",
    "!Ref x",
    "---",
    "...",
    "%YAML 1.1",
    "__proto__",
    "constructor",
    "toString",
    "x-y",
  ],
  ...[
    "東京",
    "🚀",
    "e\u0301",
    "\u202e",
    "\ufeff",
    "\u00a0",
    "\u2028",
    "“quoted”",
    "\ud800",
    "${x}",
    "$(x)",
    "{{x}}",
    "<<<<<<< HEAD",
  ],
  ...['"\\0"', '"\\n"', '"\\ud800"', "a".repeat(5000), "[".repeat(200), "- ".repeat(200)],
];

type Damage = (text: string, random: Random) => string | Uint8Array;

const lineDamage =
  (change: (lines: string[], at: number, random: Random) => void): Damage =>
  (text, random) => {
    const lines = text.split("\n");
    change(lines, random(lines.length), random);
    return lines.join("\n");
  };

const byteDamage =
  (change: (bytes: number[], at: number, random: Random) => void): Damage =>
  (text, random) => {
    const bytes = [...new TextEncoder().encode(text)];
    change(bytes, random(bytes.length), random);
    return Uint8Array.from(bytes);
  };

/** By kind, so that a failure says what was done. */
const damages: Record<string, Damage> = {
  "a byte changed": byteDamage((bytes, at, random) => void bytes.splice(at, 1, random(256))),
  "a bit flipped": byteDamage(
    (bytes, at, random) => void bytes.splice(at, 1, (bytes[at] ?? 0) ^ (1 << random(8))),
  ),
  "bytes inserted": byteDamage(
    (bytes, at, random) => void bytes.splice(at, 0, random(256), random(256), random(256)),
  ),
  "bytes removed": byteDamage((bytes, at, random) => void bytes.splice(at, 1 + random(40))),
  "the end cut off": byteDamage((bytes, at) => void bytes.splice(at)),
  "the beginning cut off": byteDamage((bytes, at) => void bytes.splice(0, at)),
  "a line removed": lineDamage((lines, at) => void lines.splice(at, 1)),
  "a line twice": lineDamage((lines, at) => void lines.splice(at, 0, lines[at] ?? "")),
  "two lines swapped": lineDamage((lines, at, random) => {
    const other = random(lines.length);
    [lines[at], lines[other]] = [lines[other] ?? "", lines[at] ?? ""];
  }),
  "a line indented": lineDamage(
    (lines, at, random) => void lines.splice(at, 1, pick(random, [" ", "   ", "\t"]) + lines[at]),
  ),
  "a line outdented": lineDamage(
    (lines, at) => void lines.splice(at, 1, (lines[at] ?? "").replace(/^ {1,2}/, "")),
  ),
  "a value replaced": (text, random) => replaceOne(text, /(?<=[:[,] )[^\s,[\]{}#][^,[\]{}#\n]*/g, random),
  "a key replaced": (text, random) => replaceOne(text, /[\w-]+(?=:)/g, random),
  "debris inserted": (text, random) => {
    const at = random(text.length);
    return text.slice(0, at) + pick(random, debris) + text.slice(at);
  },
};

function replaceOne(text: string, what: RegExp, random: Random): string {
  const found = [...text.matchAll(what)];
  if (found.length === 0) return text;
  const { 0: old, index } = pick(random, found);
  return text.slice(0, index) + pick(random, debris) + text.slice(index + old.length);
}

/** A file with one to three damages of the seed's choice. */
export function damaged(text: string, seed: number): { kinds: string[]; source: string | Uint8Array } {
  const random = randomOf(seed);
  const kinds = Array.from({ length: 1 + random(3) }, () => pick(random, Object.keys(damages)));
  let source: string | Uint8Array = text;
  for (const kind of kinds) {
    const before: string = typeof source === "string" ? source : new TextDecoder().decode(source);
    source = damages[kind]?.(before, random) ?? before;
  }
  return { kinds, source };
}

/**
 * Compiles the file, and checks that it comes out whole or with findings, each of them inside the file and in every
 * report. Returns whether there were errors.
 */
export function survives(path: string, source: string | Uint8Array): boolean {
  const { diagnostics, parsed, files } = compile([{ path, text: source }]);
  const lines = (parsed[0]?.text ?? "").split("\n").map((line) => [...line].length);
  for (const { place, related, message, fix } of diagnostics) {
    for (const where of [place, ...related.map((other) => other.place)]) {
      const { line, column, endLine, endColumn } = locate(where, parsed);
      expect(line).toBeGreaterThanOrEqual(1);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(endLine).toBeLessThanOrEqual(lines.length);
      expect(column).toBeLessThanOrEqual((lines[line - 1] ?? 0) + 1);
      expect(endColumn).toBeLessThanOrEqual((lines[endLine - 1] ?? 0) + 1);
      expect(endLine > line || (endLine === line && endColumn >= column)).toBe(true);
    }
    expect(message).toMatch(/^\P{Cc}+$/u);
    expect(fix).toMatch(/^\P{Cc}+$/u);
  }
  expect(reportText(diagnostics, parsed, { colour: false })).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
  expect(JSON.parse(reportJson(diagnostics, parsed))).toHaveProperty(
    "diagnostics.length",
    diagnostics.length,
  );
  const failed = diagnostics.some(({ severity }) => severity === "error");
  expect(files.length > 0).toBe(!failed);
  return failed;
}
