/** Runs rules over examples, and over changes of the base example. */
import { isMap, parseDocument } from "yaml";
import type { Diagnostic } from "../../../src/diagnostic.ts";
import { judge } from "../../../src/judge.ts";
import { allRules, type RuleId } from "../../../src/rules/all.ts";
import { baseExample, secondExample } from "../../../src/rules/base-example.ts";
import type { Example, Rule } from "../../../src/rules/rule.ts";
import { type ParsedFile, parseFile } from "../../../src/source/parse.ts";
import { type Neighbours, sopsPathOf } from "../../../src/source/secrets/sops.ts";

type Json = { [key: string]: unknown };

/** The files of an example; fails where one is not whole. */
export function filesOf({ yaml, others = [] }: Example): ParsedFile[] {
  const texts = [layOver(baseExample, yaml), ...others.map((other) => layOver(secondExample, other))];
  const parsed = texts.map((text, index) =>
    parseFile({ path: index === 0 ? "vpn.yaml" : `${index + 1}.vpn.yaml`, text }),
  );
  const broken = parsed.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message));
  if (broken.length > 0) throw new Error(broken.join("\n"));
  return parsed;
}

/** The findings on an example, of all rules unless some are given; fails where a file is not whole, or a place is none. */
export function findingsOn(example: Example, rules: readonly Rule[] = allRules): Diagnostic[] {
  const files = filesOf(example);
  const findings = judge(files, { rules, neighbours: neighboursOf(files, example) });
  for (const { rule, place, related } of findings)
    for (const one of [place, ...related.map((other) => other.place)])
      if (!isIn(files, one)) throw new Error(`${rule} shows a place that is none: ${JSON.stringify(one)}`);
  return findings;
}

/** What the sops files hold that an example's files name. */
function neighboursOf(files: readonly ParsedFile[], { sops }: Example): Neighbours {
  const paths = files.flatMap((file) => sopsPathOf(file) ?? []);
  if (sops === undefined) return new Map();
  return new Map(paths.map((path) => [path, sops ?? { unreadable: "there is no such file" }]));
}

/** Whether something stands at a place, or would by default. */
function isIn(files: readonly ParsedFile[], place: Diagnostic["place"]): boolean {
  if (!("path" in place) || place.path.length === 0) return false;
  let value: unknown = files.find(({ path }) => path === place.file)?.sections;
  for (const step of place.path) {
    if (typeof value !== "object" || value === null) return false;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value !== undefined;
}

/** The findings of one rule on changes of the base example. */
export function findingsOf(rule: RuleId, yaml: string, others: readonly string[] = []): Diagnostic[] {
  return findingsOn(
    { yaml, others },
    allRules.filter(({ id }) => id === rule),
  );
}

/** Mappings are merged, everything else is replaced, and null takes a key away. */
function layOver(base: string, change: string): string {
  const known = bases.get(base) ?? read(base);
  bases.set(base, known);
  return JSON.stringify(merge(known, read(change)));
}

/** What was read of the few files that examples change. */
const bases = new Map<string, Json>();

function read(text: string): Json {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) throw new Error(`no mapping: ${text}`);
  return document.toJS();
}

function merge(base: Json, change: Json): Json {
  const merged = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const below = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isObject(below) && isObject(value) ? merge(below, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
