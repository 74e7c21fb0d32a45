/** Values like one that is right, most of which are not. */

/** The value with one part of it at a time left out, or in another type. */
export function* changes(value: unknown): Iterable<unknown> {
  yield* [
    null,
    1.5,
    -1,
    7,
    99_999_999,
    true,
    "word",
    "two words",
    [],
    ["word"],
    [value],
    {},
    { colour: "blue" },
  ];
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const other of changes(item)) yield value.with(index, other);
  } else if (value instanceof Object) {
    for (const [key, inner] of Object.entries(value)) {
      const { [key]: _left, ...others } = value as Record<string, unknown>;
      yield others;
      yield { ...others, [`${key}s`]: inner };
      for (const other of changes(inner)) yield { ...others, [key]: other };
    }
  }
}
