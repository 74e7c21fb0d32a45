/** What the schema says about a path: which keys and values it allows, in words. */
import type * as z from "zod/mini";
import type { Path } from "../../diagnostic.ts";
import { inBackquotes, oneOf } from "../../words/lists.ts";
import { hints } from "./building-blocks.ts";
import { sections } from "./config.ts";

/** A piece of the schema. */
export type Shape = z.core.$ZodTypes;

/** The shapes that a path's value may have, wrappers and unions taken apart; none where the path is unknown. */
export function shapesAt(path: Path): readonly Shape[] {
  const [section, ...rest] = path;
  return rest.reduce<readonly Shape[]>(
    (shapes, step) => shapes.flatMap((shape) => alternatives(partOf(shape, step))),
    shapesOfSection(String(section)).flatMap(alternatives),
  );
}

/** Zod's names of the types that a path's value may have. */
export function typesAt(path: Path): ReadonlySet<string> {
  return new Set(shapesAt(path).map(({ _zod }) => _zod.def.type));
}

/** The keys that a mapping at the path may have, without those that exist only to be refused with a reason. */
export function keysAt(path: Path): string[] {
  return allKeysAt(path).filter((key) => !typesAt([...path, key]).has("unknown"));
}

/** The keys that a mapping at the path must have. */
export function requiredKeysAt(path: Path): string[] {
  const shape = path.length === 0 ? sections : Object.assign({}, ...shapesAt(path).map(fieldsOf));
  return Object.keys(shape).filter((key) => shape[key]?._zod.optin === undefined);
}

function fieldsOf({ _zod }: Shape): Readonly<Record<string, z.core.$ZodType>> {
  return _zod.def.type === "object" ? _zod.def.shape : {};
}

function allKeysAt(path: Path): string[] {
  if (path.length === 0) return Object.keys(sections);
  return shapesAt(path).flatMap((shape) => Object.keys(fieldsOf(shape)));
}

/** The words that a value at the path may be, where these are few. */
export function wordsAt(path: Path): (string | number)[] {
  return shapesAt(path).flatMap(wordsOf);
}

/** The description of a path's key; "" where it has none. */
export function descriptionAt(path: Path): string {
  return hintsAt(path)?.description ?? "";
}

/** An example of what the path needs, if the text is not of that kind. */
export function exampleAt(path: Path, text: string): string | undefined {
  if (fitsAt(path, text)) return undefined;
  const [hint, list] = [hintsAt(path), hintsAt(path.slice(0, -1))];
  const [ofList] = Array.isArray(list?.examples) ? list.examples : [];
  if (Array.isArray(ofList)) return String(ofList[0]);
  const { examples } = (list?.items ?? hint ?? {}) as { examples?: unknown };
  return Array.isArray(examples) ? String(examples[0]) : undefined;
}

/** Whether the pattern of the path, if it has one, allows the text. */
export function fitsAt(path: Path, text: string): boolean {
  const pattern = hintsAt(path)?.pattern;
  const items = typeof path.at(-1) === "number" ? hintsAt(path.slice(0, -1))?.items : undefined;
  const { pattern: ofItems } = (items ?? {}) as { pattern?: unknown };
  return [pattern, ofItems].every((one) => typeof one !== "string" || new RegExp(one).test(text));
}

/** Whether the schema allows a single value at the path. */
export function acceptsAt(path: Path, value: string | number | boolean): boolean {
  const words = wordsAt(path);
  if (words.length > 0) return words.some((word) => word === value);
  return typesAt(path).has(typeof value) && (typeof value !== "string" || fitsAt(path, value));
}

/** Whether the text can be an item of the list at the path. */
export function canBeItemAt(path: Path, text: string): boolean {
  const item = [...path, 0];
  return wordsAt(item).includes(text) || (typesAt(item).has("string") && fitsAt(item, text));
}

function hintsAt(path: Path): ReturnType<typeof hints.get> {
  const key = path.at(-1) ?? "";
  const [top] = path.length === 1 ? shapesOfSection(String(key)) : [];
  const shapes = top ? [top] : shapesAt(path.slice(0, -1)).flatMap((parent) => partOf(parent, key) ?? []);
  const described = shapes.flatMap(withInner)[0];
  return described && hints.get(described);
}

function shapesOfSection(name: string): Shape[] {
  return Object.hasOwn(sections, name) ? [sections[name as keyof typeof sections] as unknown as Shape] : [];
}

/** What a value at the path must be, to follow "must be". */
export function demandAt(path: Path): string {
  const shapes = shapesAt(path);
  const types = new Set(shapes.map(({ _zod }) => _zod.def.type));
  // A list of what may stand there alone parses so that a rule can say why one value is needed.
  const isOneOrMore = ({ _zod: { def } }: Shape) =>
    def.type === "array" && alternatives(def.element as Shape).some((item) => types.has(item._zod.def.type));
  const demands = [...new Set(shapes.filter((shape) => !isOneOrMore(shape)).map(demandOf))];
  return demands.length === 0 ? "absent" : oneOf(demands);
}

/** A value of the right shape for the path, which means nothing. */
export function placeholderAt(path: Path): unknown {
  const [shape] = shapesAt(path);
  const def = shape?._zod.def;
  switch (def?.type) {
    case "string":
      return "";
    case "number":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    case "object":
      return Object.fromEntries(requiredKeysAt(path).map((key) => [key, placeholderAt([...path, key])]));
    case "record":
      return {};
    default:
      return shape && wordsOf(shape)[0];
  }
}

/** The numbers that make sense at the path; none where the schema sets no limit. */
export function limitsAt(path: Path): { accepts: (value: number) => boolean; text: string } | undefined {
  const hint = hintsAt(path) ?? (typeof path.at(-1) === "number" ? hintsAt(path.slice(0, -1)) : undefined);
  if (hint === undefined) return undefined;
  const { enum: words, const: only, anyOf } = hint;
  const exact = Array.isArray(words)
    ? words.filter((word) => typeof word === "number")
    : only === undefined
      ? []
      : [only];
  if (exact.length > 0) return { accepts: (value) => exact.includes(value), text: oneOf(exact.map(String)) };
  const ranges = (Array.isArray(anyOf) ? anyOf : [hint]) as { minimum?: number; maximum?: number }[];
  if (ranges.every(({ minimum }) => minimum === undefined)) return undefined;
  return {
    accepts: (value) =>
      ranges.some(
        ({ minimum = 0, maximum = Number.POSITIVE_INFINITY }) => value >= minimum && value <= maximum,
      ),
    text: oneOf(
      ranges.map(({ minimum = 0, maximum }) =>
        maximum === undefined ? `${minimum} or more` : `${minimum} to ${maximum}`,
      ),
    ),
  };
}

/** Every mapping that has a key of this name, as the path of that key. */
export function homesOf(name: string): readonly Path[] {
  homes ??= homesByName();
  return homes.get(name) ?? [];
}

/** Paths of all keys by name, made when the first unknown key asks for them. */
let homes: ReadonlyMap<string, readonly Path[]> | undefined;

function homesByName(): ReadonlyMap<string, readonly Path[]> {
  const paths = Object.keys(sections).flatMap((section) => pathsBelow([section]));
  const found = new Map<string, Path[]>();
  for (const path of paths) found.set(String(path.at(-1)), [...(found.get(String(path.at(-1))) ?? []), path]);
  return found;
}

/** The path, and those of all keys below it; the items of a list are its first one. */
function pathsBelow(path: Path): Path[] {
  const steps = typesAt(path).has("array") ? [...keysAt(path), 0] : keysAt(path);
  return [path, ...steps.flatMap((step) => pathsBelow([...path, step]))];
}

function partOf(shape: Shape, step: string | number): Shape | undefined {
  const { def } = shape._zod;
  if (def.type === "object") return Object.hasOwn(def.shape, step) ? (def.shape[step] as Shape) : undefined;
  if (def.type === "array") return typeof step === "number" ? (def.element as Shape) : undefined;
  return def.type === "record" ? (def.valueType as Shape) : undefined;
}

function alternatives(shape: Shape | undefined): Shape[] {
  if (shape === undefined) return [];
  const { def } = shape._zod;
  if (def.type === "union") return def.options.flatMap((option) => alternatives(option as Shape));
  return "innerType" in def ? alternatives(def.innerType as Shape) : [shape];
}

/** The shape and those that it wraps, outermost first, as far as they say something of themselves. */
function withInner(shape: Shape): Shape[] {
  const { def } = shape._zod;
  const inner = "innerType" in def ? withInner(def.innerType as Shape) : [];
  return hints.has(shape) ? [shape, ...inner] : inner;
}

function wordsOf(shape: Shape): (string | number)[] {
  const { def } = shape._zod;
  const words = def.type === "enum" ? Object.values(def.entries) : def.type === "literal" ? def.values : [];
  return words.filter((word) => typeof word === "string" || typeof word === "number");
}

function demandOf(shape: Shape): string {
  const { def } = shape._zod;
  switch (def.type) {
    case "string":
      return "text";
    case "number":
      return "a whole number";
    case "boolean":
      return "true or false";
    case "array":
      return `a list${nounOf(def.element as Shape)}`;
    case "object":
      return "a mapping";
    case "record":
      return "a mapping of names to texts";
    default:
      return inBackquotes(wordsOf(shape)).join(", ");
  }
}

function nounOf(element: Shape): string {
  const [shape] = alternatives(element);
  const type = shape?._zod.def.type;
  if (type === "string") return " of texts";
  if (type === "number") return " of whole numbers";
  return type === "object" ? " of mappings" : "";
}
