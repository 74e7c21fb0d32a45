/** How a fact of `src/facts` is compared with what a vendor's data says. */

/** One fact, by its name in the module. */
export interface Comparison {
  /** What vpngen believes, as far as the data speaks of it. */
  readonly ours: unknown;
  /** The same, by where it stands. */
  readonly theirs: () => Readonly<Record<string, unknown>>;
}

export type Comparisons = Readonly<Record<string, Comparison>>;

/** What an expression or a predicate says of texts; two of them agree where the answers are equal. */
export function verdicts(
  test: RegExp | string | ((text: string) => boolean),
  texts: readonly string[],
): Record<string, boolean> {
  const matches = typeof test === "string" ? new RegExp(test) : test;
  return Object.fromEntries(
    texts.map((text) => [text, typeof matches === "function" ? matches(text) : matches.test(text)]),
  );
}

/**
 * Texts in which every ASCII character stands alone, first, in the middle and last, and texts of the given
 * lengths; all behind the prefix.
 */
export function probes(lengths: readonly number[], prefix = ""): string[] {
  const characters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
  return [
    ...characters.flatMap((character) =>
      ["", "a"].flatMap((before) =>
        ["", "a", "aaaaaaaa"].map((after) => `${prefix}${before}${character}${after}`),
      ),
    ),
    ...lengths.map((length) => prefix + "a".repeat(length)),
  ];
}
