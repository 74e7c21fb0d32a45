/** Damage to the values of a document: one key or value at a time, of every kind that people leave behind. */
import fc, { type Arbitrary } from "fast-check";
import type { Path } from "../../src/diagnostic.ts";

export interface Damaged {
  /** Where, and what was done; for messages of failed tests. */
  readonly at: Path;
  readonly kind: string;
  readonly document: unknown;
}

/** What may stand where something else stood. */
const strangers: readonly unknown[] = [
  ...[null, true, false, -1, 0, 1, 1.5, 5, 17, 1000, 65535, 99_999_999, 4_294_967_295],
  ...["", "word", "two words", "Upper", "external", "10.0.0.0/33", "169.254.0.0/30", "0.0.0.0/0", "*"],
  ...[[], ["word"], [1], [[]], {}, { colour: "blue" }],
];

/** Keys that no mapping has, and keys that some have only to be refused. */
const intruders = ["colour", "bfd", "md5", "acceleration", "staticRoutes", "classic", "x-ours"];

/** Every damage of a kind, at one path. */
function* damagesOf(value: unknown): Iterable<{ kind: string; value: unknown }> {
  for (const stranger of strangers) yield { kind: `becomes ${JSON.stringify(stranger)}`, value: stranger };
  if (typeof value === "number") {
    for (const other of [value - 1, value + 1, value * 10, -value, String(value)])
      yield { kind: `becomes ${JSON.stringify(other)}`, value: other };
  } else if (typeof value === "string") {
    for (const other of [value.toUpperCase(), `${value} `, `${value}0`, value.slice(1), value.repeat(40)])
      yield { kind: `becomes ${JSON.stringify(other.slice(0, 60))}`, value: other };
  } else if (Array.isArray(value)) {
    yield { kind: "loses its last item", value: value.slice(0, -1) };
    yield { kind: "repeats its first item", value: [...value, ...value.slice(0, 1)] };
  } else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      const { [key]: old, ...others } = value;
      yield { kind: `loses ${key}`, value: others };
      yield { kind: `calls ${key} ${key}s`, value: { ...others, [`${key}s`]: old } };
    }
    for (const intruder of intruders)
      yield { kind: `gains ${intruder}`, value: { ...value, [intruder]: true } };
  }
}

/** Every damage at every path: some thousands for a document that has every key. */
export function* allDamages(document: unknown): Iterable<Damaged> {
  for (const { at, value } of nodes(document, []))
    for (const damage of damagesOf(value))
      yield { at, kind: damage.kind, document: withNode(document, at, damage.value) };
}

/** One damage somewhere; every path is as likely as another, and every kind at a path. */
export function damagedOnce(document: unknown): Arbitrary<Damaged> {
  return fc.constantFrom(...nodes(document, [])).chain(({ at, value }) =>
    fc.constantFrom(...damagesOf(value)).map((damage) => ({
      at,
      kind: damage.kind,
      document: withNode(document, at, damage.value),
    })),
  );
}

function* nodes(value: unknown, at: Path): Iterable<{ at: Path; value: unknown }> {
  yield { at, value };
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* nodes(item, [...at, index]);
  else if (isRecord(value))
    for (const [key, inner] of Object.entries(value)) yield* nodes(inner, [...at, key]);
}

function withNode(value: unknown, [step, ...rest]: Path, other: unknown): unknown {
  if (step === undefined) return other;
  if (Array.isArray(value)) return value.with(Number(step), withNode(value[Number(step)], rest, other));
  const record = value as Readonly<Record<string, unknown>>;
  return { ...record, [step]: withNode(record[step], rest, other) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
