/** "Did you mean": words close to what was written. */

/** The candidates that the word may be a misspelling of, nearest first; case, dashes and underscores count little. */
export function suggestions(word: string, candidates: readonly string[]): string[] {
  const written = simplify(word);
  return candidates
    .map((candidate) => ({ candidate, distance: distanceOf(written, simplify(candidate)) }))
    .filter(
      ({ candidate, distance }) => distance <= Math.floor(Math.min(candidate.length, word.length) * 0.4),
    )
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate, "en"))
    .map(({ candidate }) => candidate)
    .slice(0, 3);
}

/** The suggestions, or the first one alone if it differs in case and dashes only. */
export function closest(word: string, candidates: readonly string[]): string[] {
  const close = suggestions(word, candidates);
  const [first] = close;
  return first !== undefined && simplify(first) === simplify(word) ? [first] : close;
}

/** Whether a word can only be a misspelling of the other one: one letter in four differs at most, two in all. */
export function isNearlyEqual(word: string, other: string): boolean {
  const [written, meant] = [simplify(word), simplify(other)];
  const most = Math.min(2, Math.floor(Math.min(written.length, meant.length) / 4));
  return distanceOf(written, meant) <= most;
}

function simplify(word: string): string {
  return word
    .slice(0, 60)
    .toLowerCase()
    .replace(/[-_\s]/g, "");
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  let [beforeLast, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = swap ? at(beforeLast, j - 2) + 1 : change;
      row.push(Math.min(change, swapped, at(last, j) + 1, at(row, j - 1) + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
