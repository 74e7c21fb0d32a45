/** What a facet is: one comparable value of a VPN. */
import type { Topology } from "../topology/topology.ts";

/** Values by element: a tunnel, a VPC, an item of a set. A VPN as such is the element "". Values are texts for people. */
export type Values = ReadonlyMap<string, string>;

export interface Facet {
  /** Key of the language, without `[]`, as `aws.vpcs.cidrs`. Facets of one key differ in `title`. */
  readonly key: string;
  /** What it is, in words, as `DPD timeout`. */
  readonly title: string;
  readonly declared: (topology: Topology) => Values;
  /** Traffic that passes: a new element is newly reachable, one that is gone no longer. */
  readonly reach?: true;
  /** Derives from `name`, so that a change of `name` says it all. */
  readonly named?: true;
  /** The row of `effects.ts`, if it is not the one of the key. */
  readonly row?: (change: {
    readonly before: Topology;
    readonly after: Topology;
    element: string;
  }) => string | undefined;
}

/** A facet with one value of the VPN; "" means that there is none. */
export function single(
  key: string,
  title: string,
  read: (topology: Topology) => string | number | boolean,
  more: Partial<Facet> = {},
): Facet {
  const declared = (topology: Topology) => {
    const value = String(read(topology));
    return new Map(value === "" ? [] : [["", value]]);
  };
  return { key, title, declared, ...more };
}

/** A facet whose elements are what they are called: ranges, rules. */
export function set(
  key: string,
  title: string,
  read: (topology: Topology) => readonly string[],
  more: Partial<Facet> = {},
): Facet {
  return { key, title, declared: (topology) => new Map(read(topology).map((item) => [item, item])), ...more };
}

/** A facet with a value for each of some elements. */
export function each(
  key: string,
  title: string,
  read: (topology: Topology) => readonly (readonly [element: string, value: string])[],
  more: Partial<Facet> = {},
): Facet {
  return { key, title, declared: (topology) => new Map(read(topology)), ...more };
}
