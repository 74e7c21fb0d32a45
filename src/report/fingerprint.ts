/** Marks by which a finding is known again in a later run, when the lines above it have changed. */
import type { Diagnostic } from "../diagnostic.ts";
import { uriOf } from "./uri.ts";

/**
 * One mark per finding: a hash of its rule, its file and its path in the file, and which of the findings
 * with the same three it is. Lines, columns and messages have no part in it. A path has the index of a list's
 * item, so a mark changes where an item is put before it; what has no path (a YAML error) is counted only.
 */
export function fingerprints(diagnostics: readonly Diagnostic[]): string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ rule, place }) => {
    const path = "path" in place ? [place.part, ...place.path] : [];
    const hash = hashOf(JSON.stringify([rule, uriOf(place.file), ...path]));
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

/**
 * FNV-1a with 64 bits, as hexadecimal digits. It need not withstand an attack; it keeps keys that the user
 * wrote out of the report.
 *
 * http://www.isthe.com/chongo/tech/comp/fnv/index.html
 */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
