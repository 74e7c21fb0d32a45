/** Every text of a file, wherever it stands. */
import type { Path } from "../diagnostic.ts";
import type { Placed } from "./text.ts";

/** All keys and values that are text, in the order of the file. Nesting of any depth is fine. */
export function* textsIn(value: unknown): Iterable<Placed & { readonly part: "key" | "value" }> {
  const waiting: { readonly at: Path; readonly value: unknown }[] = [{ at: [], value }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { at } = next;
    if (typeof next.value === "string") yield { at, value: next.value, part: "value" };
    if (typeof next.value !== "object" || next.value === null) continue;
    const isList = Array.isArray(next.value);
    const children = Object.entries(next.value).map(([name, child]) => ({
      at: [...at, isList ? Number(name) : name],
      value: child,
      name,
    }));
    if (!isList) for (const { at: place, name } of children) yield { at: place, value: name, part: "key" };
    for (const child of children.reverse()) waiting.push(child);
  }
}
