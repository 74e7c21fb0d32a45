/** One cloud's VPN gateway as the daemons of the lab play it: four links, one BGP speaker. */

export type SideName = "aws" | "gcp";

export interface Gateway {
  readonly name: SideName;
  readonly asn: number;
  /** Seconds. */
  readonly hold: number;
  readonly keepalive: number;
  /** Whether traffic is spread over all sessions, or takes the best one. */
  readonly multipath: boolean;
  readonly links: readonly Link[];
}

/** One tunnel, as one side knows it. */
export interface Link {
  /** The /30 that both sides know it by. */
  readonly insideCidr: string;
  readonly outside: { readonly own: string; readonly peer: string };
  readonly inside: { readonly own: string; readonly peer: string };
  readonly peerAsn: number;
  readonly key: string;
  readonly ikeVersion: number;
  /** Proposals in the words of swanctl.conf, the preferred one first. */
  readonly ike: readonly string[];
  readonly esp: readonly string[];
  readonly ikeLifetime: Lifetime;
  readonly espLifetime: Lifetime;
  readonly dpd: { readonly timeout: number; readonly action: string };
  readonly announced: readonly string[];
  /** Other networks that the announced ranges came through, by ASN. */
  readonly through: readonly number[];
  /** MED of what is announced; 0 where none is sent. */
  readonly med: number;
}

/** Seconds: when an SA ends, how long before that it is rekeyed, and by how much more at random. */
export interface Lifetime {
  readonly end: number;
  readonly margin: number;
  readonly jitter: number;
}

/** The /30 of an address. */
export function blockOf(address: string): string {
  const [a, b, c, d = 0] = (address.split("/")[0] ?? "").split(".").map(Number);
  return `${a}.${b}.${c}.${d - (d % 4)}/30`;
}

/** The number-th address of a range. */
export function hostOf(cidr: string, number: number): string {
  const [a, b, c, d = 0] = (cidr.split("/")[0] ?? "").split(".").map(Number);
  return `${a}.${b}.${c}.${d + number}`;
}

/** A word of a cloud in the lab's; throws where that cloud has no such word, as its API does. */
export function spelled<T>(table: Readonly<Record<string, T>>, word: string | number, what: string): T {
  const found = Object.hasOwn(table, word) ? table[word] : undefined;
  if (found === undefined) throw new Error(`no ${what} is called ${word}`);
  return found;
}

/** Name of the device of the number-th link, in the network of its gateway. */
export function deviceOf(index: number): string {
  return `tunnel${index}`;
}
