/** What a fake holds, kept and brought back. */

/** Keeps what objects hold. What it returns brings that back: the objects and their collections stay the same ones. */
export function keepHeld(holders: readonly object[]): () => void {
  const kept = copied(holders, new Map());
  return () => {
    // Another copy, since what comes next changes this one.
    const fresh = copied(kept, new Map());
    for (const [at, holder] of holders.entries()) refill(holder, fresh[at] ?? {});
  };
}

function refill(holder: object, from: object): void {
  const held = holder as Record<string, unknown>;
  for (const [name, value] of Object.entries(from)) {
    const own = held[name];
    if (own instanceof Map && value instanceof Map) {
      own.clear();
      for (const [key, item] of value) own.set(key, item);
    } else if (Array.isArray(own) && Array.isArray(value)) own.splice(0, own.length, ...value);
    else if (typeof value !== "function") held[name] = value;
  }
}

/** A copy in which what was one object is one object. Functions are the same. */
function copied<T>(value: T, seen: Map<unknown, unknown>): T {
  if (typeof value !== "object" || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known as T;
  if (value instanceof Map) {
    const copy = new Map();
    seen.set(value, copy);
    for (const [key, item] of value) copy.set(key, copied(item, seen));
    return copy as T;
  }
  if (value instanceof Set) {
    const copy = new Set();
    seen.set(value, copy);
    for (const item of value) copy.add(copied(item, seen));
    return copy as T;
  }
  const copy = (Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value))) as Record<
    string,
    unknown
  >;
  seen.set(value, copy);
  for (const [name, item] of Object.entries(value)) copy[name] = copied(item, seen);
  return copy as T;
}
