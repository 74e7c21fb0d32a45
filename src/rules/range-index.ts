/** Finds ranges among many that meet another one, without comparing it with each. */
import { type Cidr, firstFrom, sizeOf } from "../topology/addresses.ts";

export interface RangeIndex<T> {
  /** A range that holds the given one whole. */
  readonly holding: (cidr: Cidr) => T | undefined;
  /** A range that has an address in common with the given one. */
  readonly meeting: (cidr: Cidr) => T | undefined;
}

/** An index of ranges. Two ranges are apart or one holds the other, so a look-up needs only the 33 that could. */
export function indexRanges<T extends { readonly cidr: Cidr }>(ranges: readonly T[]): RangeIndex<T> {
  const byBlock = new Map([...ranges].reverse().map((range) => [blockKey(range.cidr), range]));
  const sorted = [...ranges].sort((a, b) => a.cidr.network - b.cidr.network);
  const holding = ({ network, prefix }: Cidr) => {
    for (let length = 0; length <= prefix; length++) {
      const start = network - (network % sizeOf(length));
      const found = byBlock.get(blockKey({ network: start, prefix: length }));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const within = ({ network, prefix }: Cidr) => {
    const next = sorted[firstFrom(sorted, ({ cidr }) => cidr.network >= network)];
    return next !== undefined && next.cidr.network < network + sizeOf(prefix) ? next : undefined;
  };
  return { holding, meeting: (cidr) => holding(cidr) ?? within(cidr) };
}

function blockKey({ network, prefix }: Pick<Cidr, "network" | "prefix">): number {
  return network * 64 + prefix;
}
