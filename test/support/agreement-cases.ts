/** Documents with damage, and what is found where the JSON Schema and `compile` disagree on them. */
import fc from "fast-check";
import { verdictsOn } from "./agreement.ts";
import { arbitraryVpn } from "./arbitrary.ts";
import { allDamages, type Damaged, damagedOnce } from "./document-damage.ts";

/** Whole documents, those with the most in them first. */
export function richDocuments(count: number, seed: number): unknown[] {
  const size = (document: unknown) => JSON.stringify(document).length;
  return fc
    .sample(arbitraryVpn(), { numRuns: 20 * count, seed })
    .map(({ document }) => document)
    .toSorted((a, b) => size(b) - size(a))
    .slice(0, count);
}

/** Every n-th damage to every value and key of the document, each alone. */
export function* systematic(document: unknown, { every }: { every: number }): Iterable<Damaged> {
  let number = 0;
  for (const damaged of allDamages(document)) if (number++ % every === 0) yield damaged;
}

/** Random documents, each with one random damage. */
export function random(count: number, seed: number): Damaged[] {
  const damaged = arbitraryVpn().chain(({ document }) => damagedOnce(document));
  return fc.sample(damaged, { numRuns: count, seed });
}

/** Random documents with a random damage to what another one has left. */
export function randomTwice(count: number, seed: number): Damaged[] {
  const damaged = arbitraryVpn().chain(({ document }) =>
    damagedOnce(document).chain(({ document: left }) => damagedOnce(left)),
  );
  return fc.sample(damaged, { numRuns: count, seed });
}

export interface Tally {
  cases: number;
  /** How many of them the schema refuses. */
  refused: number;
  /** What the schema refuses and `compile` does not, there or above. */
  readonly unexplained: string[];
  /** Rules that refused what the schema accepts. */
  readonly beyondSchema: Set<string>;
}

/** Compares both on every case. Of two damages one is enough: a broken section hides what rules find in it. */
export function tally(cases: Iterable<Damaged>, demand: "all" | "one" = "all"): Tally {
  const result: Tally = { cases: 0, refused: 0, unexplained: [], beyondSchema: new Set() };
  for (const { at, kind, document } of cases) {
    const { faults, unexplained, beyondSchema } = verdictsOn(document);
    result.cases += 1;
    if (faults.length > 0) result.refused += 1;
    for (const rule of beyondSchema) result.beyondSchema.add(rule);
    if (demand === "one" && unexplained.length < faults.length) continue;
    for (const fault of unexplained)
      result.unexplained.push(`${at.join(".")} ${kind}: schema at ${fault.at.join(".")}: ${fault.message}`);
  }
  return result;
}
