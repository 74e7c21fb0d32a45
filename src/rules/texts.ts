/** Every text of a file, wherever it stands. */
import type { Path } from "../diagnostic.ts";
import type { Placed } from "./text.ts";

/** The keys and values that are text and of which `wanted` holds, in the order of the file. */
export function textsIn(
  value: unknown,
  wanted: (text: string) => boolean,
): (Placed & { readonly part: "key" | "value" })[] {
  const found: (Placed & { readonly part: "key" | "value" })[] = [];
  const visit = (value: unknown, at: Path) => {
    if (typeof value === "string" && wanted(value)) found.push({ at, value, part: "value" });
    if (typeof value !== "object" || value === null) return;
    const isList = Array.isArray(value);
    for (const [name, child] of Object.entries(value)) {
      const place = [...at, isList ? Number(name) : name];
      if (!isList && wanted(name)) found.push({ at: place, value: name, part: "key" });
      visit(child, place);
    }
  };
  visit(value, []);
  return found;
}
