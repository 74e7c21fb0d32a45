/** The check that no entry of a list stands there twice. */
import type { Placed } from "./placed.ts";
import type { Finding } from "./rule.ts";
import { shown } from "./shown.ts";

/** Entries whose value another entry before them has. */
export function* repeated(entries: readonly Placed[], what: string): Iterable<Finding> {
  const first = new Map<string, Placed>();
  for (const entry of entries) {
    const earlier = first.get(entry.value);
    if (earlier === undefined) {
      first.set(entry.value, entry);
      continue;
    }
    yield {
      at: entry.at,
      message: `${what} ${shown(entry.value)} is listed twice`,
      related: [{ at: earlier.at, message: "first listed here" }],
    };
  }
}
