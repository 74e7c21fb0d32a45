/** The ranges that a file names, with their places. */
import type { Config } from "../source/schema/config.ts";
import { type Cidr, parseCidr } from "../topology/addresses.ts";
import { tunnelIds } from "../topology/topology.ts";
import { type Placed, placed } from "./placed.ts";

/** Ranges of the VPCs, then further ones. */
export function awsRanges({ vpcs, cidrs }: Config["aws"]): Placed[] {
  return [
    ...vpcs.flatMap((vpc, index) => placed(["aws", "vpcs", index, "cidrs"], vpc.cidrs)),
    ...placed(["aws", "cidrs"], cidrs),
  ];
}

export function gcpRanges({ cidrs }: Config["gcp"]): Placed[] {
  return placed(["gcp", "cidrs"], cidrs);
}

/** What is advertised beside the subnets. */
export function advertisedRanges({ advertise }: Config["gcp"]): Placed[] {
  return placed(["gcp", "advertise"], advertise).filter(({ value }) => value !== "all-subnets");
}

/** Those of the four tunnels; that there are more is the matter of `addressing/inside-count`. */
export function insideCidrs({ insideCidrs: given = [] }: Config["tunnels"]): Placed[] {
  return placed(["tunnels", "insideCidrs"], given.slice(0, tunnelIds.length));
}

/** A range that a fact gives. */
export function factRange(range: string): Cidr {
  const cidr = parseCidr(range);
  if (cidr === undefined) throw new Error(`no range: ${range}`);
  return cidr;
}

/** Those that can be read as IPv4 ranges; host bits are cut off, since another rule reports them. */
export function validRanges(entries: readonly Placed[]): (Placed & { readonly cidr: Cidr })[] {
  return entries.flatMap((entry) => {
    const cidr = parseCidr(entry.value);
    return cidr === undefined ? [] : [{ ...entry, cidr: { ...cidr, address: cidr.network } }];
  });
}

/** So many ranges side by side, as an example lists them. */
export function manyRanges(count: number, second = 128): string {
  return Array.from({ length: count }, (_, index) => `10.${second}.${index}.0/24`).join(", ");
}
